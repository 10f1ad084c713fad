// The page without a pointer.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { editor, select, settled, type, validator } from './support/validator.js';

const site = validator();

/** What has the focus, through shadow roots, and whether one sees it. */
const focused = (page) =>
  page.evaluate(() => {
    let element = document.activeElement;
    while (element.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    const host = element.getRootNode().host ?? element;
    const outlined = element.matches('.cm-content') ? host.closest('.pane') : element;
    const { outlineStyle, outlineWidth } = getComputedStyle(outlined);
    return {
      name: element.getAttribute('aria-label') ?? element.labels?.[0]?.textContent.trim() ?? (element.id || element.textContent.trim()),
      visible: outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2,
      editor: element.matches('.cm-content'),
      page: element === document.body,
    };
  });

/** Tabs through the page, leaving each editor by Escape, until the focus is where it began. */
async function walk(page, key) {
  const stops = [];
  for (;;) {
    const last = stops.at(-1);
    if (last?.editor) await page.keyboard.press('Escape');
    await page.keyboard.press(key);
    const stop = await focused(page);
    if (stop.name === stops[0]?.name || (stop.page && stops.length > 0)) return stops;
    // Between its end and its beginning, a browser may focus the page itself.
    if (!stop.page) stops.push(stop);
    assert.ok(stops.length < 50, 'the focus is caught');
  }
}

test('everything is reached, in the order in which it is read, and is seen to be reached', async () => {
  const { page } = await site.open();
  const stops = await walk(page, 'Tab');
  assert.deepEqual(
    stops.map(({ name }) => name),
    [
      'Skip to the plan',
      'open',
      'open-folder',
      'new',
      'main.tf',
      'main.tf',
      'gate.js',
      'gate.js',
      'Stack',
      'Account: An empty account.',
      'Options: none.',
      'Run a function on a connection, here and without AWS',
      'Run the tests of the configuration',
      'plan-text-tab',
      'copy',
      'Download plan.json',
      'plan-text',
    ],
  );
  assert.deepEqual(stops.filter(({ visible }) => !visible), []);
  const back = await walk(page, 'Shift+Tab');
  assert.deepEqual(back.map(({ name }) => name).reverse(), stops.map(({ name }) => name));
});

test('Tab indents in an editor, and leaves it after Escape', async () => {
  const { page } = await site.open();
  await editor(page, 'configuration').focus();
  await page.keyboard.press('ControlOrMeta+Home');
  await page.keyboard.press('Tab');
  assert.match(await editor(page, 'configuration').innerText(), /^ {2}# Who/);
  await page.keyboard.press('Escape');
  // However long one thinks about it.
  await page.waitForTimeout(2500);
  await page.keyboard.press('Tab');
  assert.equal((await focused(page)).name, 'gate.js');
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('ControlOrMeta+Home');
  await page.keyboard.press('Tab');
  assert.match(await editor(page, 'configuration').innerText(), /^ {4}# Who/);
});

test('F8 goes from problem to problem and around', async () => {
  const { page } = await site.open();
  await select(page, 'configuration', 'cloudfront-js-2.0');
  await type(page, 'cloudfront-js-9');
  await select(page, 'configuration', 'revoked-devices');
  await type(page, 'revoked devices');
  await page.keyboard.press('ControlOrMeta+Home');
  const told = [];
  for (let press = 0; press < 3; press += 1) {
    await page.keyboard.press('F8');
    told.push((await page.locator('#configuration .at-cursor .code').innerText()));
  }
  assert.deepEqual(told, ['CF0204', 'CF0205', 'CF0204']);
});

test('tabs move with the arrows, and Delete removes a file', async () => {
  const { page } = await site.open();
  await page.setInputFiles('#files', ['a.tf', 'b.tf', 'c.tf'].map((name) => ({ name, mimeType: '', buffer: Buffer.from('') })));
  await settled(page);
  await page.locator('#configuration [aria-selected=true]').focus();
  const names = [];
  for (const key of ['ArrowRight', 'ArrowRight', 'ArrowRight', 'ArrowLeft', 'Home', 'End']) {
    await page.keyboard.press(key);
    names.push((await focused(page)).name);
  }
  assert.deepEqual(names, ['b.tf', 'c.tf', 'a.tf', 'c.tf', 'a.tf', 'c.tf']);
  await page.keyboard.press('Delete');
  assert.equal((await focused(page)).name, 'a.tf');
  assert.equal(await page.locator('#configuration [role=tab]').count(), 2);
});

test('problems are reached and followed without a pointer', async () => {
  const { page } = await site.open();
  await select(page, 'configuration', 'cloudfront-js-2.0');
  await type(page, 'cloudfront-js-9');
  await page.getByRole('button', { name: 'main.tf:14:15' }).focus();
  await page.keyboard.press('Enter');
  assert.deepEqual((await focused(page)).name, 'main.tf');
});

test('options are set without a pointer', async () => {
  const { page } = await site.open();
  await page.locator('#options summary').focus();
  const keys = ['Enter', 'Tab', 'ArrowDown', 'ArrowDown', 'Tab', 'Tab', 'Space', 'Tab', 'Tab', 'Tab', 'Space', 'Tab', 'Enter'];
  for (const key of keys) await page.keyboard.press(key);
  await settled(page);
  assert.equal((await focused(page)).name, 'aws_cloudfront_key_value_store.revoked');
  assert.equal(await page.locator('#options-summary').textContent(), 'refresh-only, no-prune, 2 targets.');
});

test('the dialog gives the focus back', async () => {
  const { page } = await site.open();
  await page.getByRole('button', { name: 'New file…' }).focus();
  await page.keyboard.press('Enter');
  assert.equal((await focused(page)).name, 'Path in the configuration’s folder');
  await page.keyboard.press('Escape');
  assert.equal((await focused(page)).name, 'new');
});
