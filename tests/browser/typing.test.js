// What happens as one types: underlines in place, problems in words, the plan.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  editor,
  planText,
  problemTexts,
  select,
  settled,
  status,
  type,
  underlined,
  validator,
  write,
} from './support/validator.js';

const site = validator();

test('the page begins with a sample that has a plan and no problems', async () => {
  const { page, problems } = await site.open();
  assert.equal(await status(page), 'No problems. Plan: 2 to add, 0 to change, 0 to destroy, 1 to publish. (stack my-site)');
  assert.match(await planText(page), /\+ resource "aws_cloudfront_connection_function" "gate" \{/);
  assert.deepEqual(await problemTexts(page), []);
  assert.deepEqual(problems, []);
});

test('a mistake is underlined exactly, and no longer when it is mended', async () => {
  const { page } = await site.open();
  await select(page, 'configuration', 'cloudfront-js-2.0');
  await type(page, 'cloudfront-js-9');
  assert.deepEqual(await underlined(page, 'configuration'), ['"cloudfront-js-9"']);
  assert.equal(await status(page), '1 error. No plan.');
  assert.ok(await page.locator('#no-plan').isVisible());
  await page.keyboard.press('Backspace');
  await type(page, '2.0');
  assert.deepEqual(await underlined(page, 'configuration'), []);
  assert.match(await status(page), /^No problems\. Plan: 2 to add/);
});

test('places count as the editor counts, whatever stands before them', async () => {
  const { page } = await site.open();
  const name = '"é𝒳 \u{1F469}\u{200D}\u{1F4BB}"';
  await write(page, 'configuration', `/* 𝒳é */ resource "aws_cloudfront_key_value_store" "a" { name = ${name} }\n`);
  assert.equal((await underlined(page, 'configuration')).join(''), name);
  await write(page, 'configuration', `\tresource "aws_cloudfront_key_value_store" "a" { name = "ok" }`);
  assert.deepEqual(await underlined(page, 'configuration'), []);
});

test('an underline moves with its text until the next answer', async () => {
  const { page } = await site.open();
  await write(page, 'configuration', 'resource "aws_cloudfront_key_value_store" "a" { name = "a b" }\n');
  await page.keyboard.press('ControlOrMeta+Home');
  await page.keyboard.insertText('# above\n');
  assert.deepEqual(await underlined(page, 'configuration'), ['"a b"']);
});

test('a problem between two characters has a mark of its own', async () => {
  const { page } = await site.open();
  await write(page, 'configuration', 'resource "aws_cloudfront_key_value_store" "a" {');
  const marks = page.locator('#configuration').locator('.problem, .problem-point');
  assert.ok((await marks.count()) > 0);
});

test('a problem is told where the pointer is, where the cursor is, and in the list', async () => {
  const { page } = await site.open();
  await select(page, 'configuration', 'cloudfront-js-2.0');
  await type(page, 'cloudfront-js-9');
  const expected = /Error: there is no runtime cloudfront-js-9\s+did you mean/;
  assert.match(await page.locator('#configuration .at-cursor').innerText(), expected);
  await page.locator('#configuration .problem').hover();
  assert.match(await page.locator('#configuration .cm-tooltip').innerText(), expected);
  const [item] = await problemTexts(page);
  assert.match(item, /^Error CF0205: there is no runtime cloudfront-js-9/);
  await editor(page, 'function').focus();
  await page.getByRole('button', { name: 'main.tf:14:15' }).click();
  assert.equal(await editor(page, 'configuration').evaluate((content) => content.getRootNode().getSelection().toString()), '"cloudfront-js-9"');
});

test('problems beside others link to each place', async () => {
  const { page } = await site.open();
  const store = (label) => `resource "aws_cloudfront_key_value_store" "${label}" {\n  name = "same"\n}\n`;
  await write(page, 'configuration', store('a') + store('b'));
  const links = await page.locator('#problem-list .link').allInnerTexts();
  assert.deepEqual(links.sort(), ['main.tf:2:10', 'main.tf:5:10']);
});

test('the function is part of the plan', async () => {
  const { page } = await site.open();
  await write(page, 'function', 'function connectionHandler(connection) {\n  connection.deny(); // 𝒳\n}\n');
  assert.match(await planText(page), /\+ {3}connection\.deny\(\); \/\/ 𝒳/);
  await write(page, 'function', '');
  assert.match((await problemTexts(page))[0], /CF0301/);
});

test('what the checker finds in a function is underlined in it, and no longer when it is mended', async () => {
  const { page } = await site.open();
  await select(page, 'function', 'connection.allow');
  await type(page, 'connection.alow');
  assert.deepEqual(await underlined(page, 'function'), ['alow']);
  const [item] = await problemTexts(page);
  assert.match(item, /^\w+ CF03\d\d: /);
  assert.match(item, /gate\.js:14:16/);
  assert.match(await page.locator('#function .at-cursor').innerText(), /alow/);
  await select(page, 'function', 'alow');
  await type(page, 'allow');
  assert.deepEqual(await underlined(page, 'function'), []);
  assert.deepEqual(await problemTexts(page), []);

  // What the runtime cannot parse stands in the way of the plan.
  await write(page, 'function', 'function connectionHandler(connection) {\n  for (const x of []) {\n  }\n  connection.deny();\n}\n');
  assert.ok((await problemTexts(page)).some((text) => /^Error CF03\d\d: .*for…of/.test(text)));
  assert.match((await underlined(page, 'function')).join(''), /of/);
  assert.ok(await page.locator('#no-plan').isVisible());
});

test('what the checker finds in a function within the configuration is underlined there, at its line', async () => {
  const { page } = await site.open();
  const inline = (call) => `resource "aws_cloudfront_connection_function" "gate" {
  name                     = "gate"
  connection_function_code = <<-EOT
    function connectionHandler(connection) {
      connection.${call}();
    }
  EOT
  connection_function_config {
    runtime = "cloudfront-js-2.0"
    comment = ""
  }
}
`;
  await write(page, 'configuration', inline('alow'));
  assert.deepEqual(await underlined(page, 'configuration'), ['alow']);
  assert.match((await problemTexts(page))[0], /main\.tf:5:18/);
  await write(page, 'configuration', inline('deny'));
  assert.deepEqual(await underlined(page, 'configuration'), []);
});

test('the text that is mended edit by edit is the text of the whole plan', async () => {
  const { page } = await site.open();
  await page.getByRole('tab', { name: 'JSON' }).click();
  const store = (name) => `resource "aws_cloudfront_key_value_store" "${name}" {\n  name = "${name}"\n}\n`;
  const configurations = ['b', 'abc', 'ac', 'xac', 'xacy', 'y', '', 'yx'].map((names) => [...names].map(store).join(''));
  for (const configuration of configurations) {
    await write(page, 'configuration', `# stores\n${configuration}`);
    const whole = await page.evaluate(async () => {
      const { renderPlan } = await import(new URL('connfn.js', location.href));
      return renderPlan(JSON.parse(document.querySelector('#plan-json').textContent));
    });
    assert.equal(`${await planText(page)}\n`, whole);
  }
});

test('added, changed and removed lines have their colours', async () => {
  const { page } = await site.open();
  await page.getByText('Account:').click();
  await page.getByRole('button', { name: 'Example' }).click();
  await settled(page);
  for (const [ink, sign] of Object.entries({ add: '+', change: '~', remove: '-' })) {
    const texts = await page.locator(`#plan-text .${ink}`).allInnerTexts();
    assert.ok(texts.some((text) => text.trim().startsWith(sign)), ink);
  }
});

test('an editor remembers what can be undone in each of its files', async () => {
  const { page } = await site.open();
  await page.setInputFiles('#files', [
    { name: 'a.tf', mimeType: '', buffer: Buffer.from('# a\n') },
    { name: 'b.tf', mimeType: '', buffer: Buffer.from('# b\n') },
  ]);
  await settled(page);
  await write(page, 'configuration', '# changed\n');
  await page.getByRole('tab', { name: 'b.tf' }).click();
  assert.equal(await editor(page, 'configuration').innerText(), '# b\n\n');
  await page.getByRole('tab', { name: 'a.tf' }).click();
  await editor(page, 'configuration').focus();
  await page.keyboard.press('ControlOrMeta+z');
  assert.match(await editor(page, 'configuration').innerText(), /^# a/);
});
