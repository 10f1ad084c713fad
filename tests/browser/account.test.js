// What the plan is made against, and what becomes of the plan.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { planText, problemTexts, settled, status, validator, write } from './support/validator.js';

const site = validator();
const sample = new URL('../../examples/browser-validator/src/samples/observed.json', import.meta.url);

const GATE = 'aws_cloudfront_connection_function.gate';
const REVOKED = 'aws_cloudfront_key_value_store.revoked';

async function openWithAccount(options) {
  const opened = await site.open(options);
  await opened.page.getByText('Account:').click();
  return opened;
}

async function paste(page, text) {
  await page.getByLabel('Observed state').fill(text);
  await settled(page);
}

test('a pasted observed state changes the plan', async () => {
  const { page } = await openWithAccount();
  await paste(page, await readFile(sample, 'utf8'));
  assert.equal(await page.locator('#observed-summary').textContent(), '1 function and 1 key value store.');
  assert.match(await planText(page), /~ resource "aws_cloudfront_connection_function" "gate" \{/);
  await page.getByRole('button', { name: 'Empty' }).click();
  await settled(page);
  assert.match(await status(page), /Plan: 2 to add/);
});

test('an observed state may come from a file', async () => {
  const { page } = await openWithAccount();
  await page.setInputFiles('#observed-file', { name: 'state.json', mimeType: '', buffer: await readFile(sample) });
  await settled(page);
  assert.match(await status(page), /Plan: 0 to add, 1 to change/);
  await page.setInputFiles('#observed-file', { name: 'x.bin', mimeType: '', buffer: Buffer.from([0xff]) });
  await settled(page);
  assert.match((await problemTexts(page))[0], /CF0506/);
});

test('what is not an observed state is said to be none, beside what is wrong with the configuration', async () => {
  const { page, problems } = await openWithAccount();
  for (const text of ['{', '[]', 'null', '{"format_version": 99}', '\ud800', '{"functions": {"a": 1}}']) {
    await paste(page, text);
    assert.match((await problemTexts(page))[0], /^Error CF0506: /, text);
    assert.ok(await page.locator('#observed[aria-invalid=true]').count());
    assert.match(await status(page), /No plan\.$/);
  }
  await page.getByRole('button', { name: 'the observed state' }).click();
  assert.equal(await page.evaluate(() => document.activeElement.id), 'observed');
  assert.deepEqual(problems, []);
});

test('a stack must have a name', async () => {
  const { page } = await site.open();
  await page.getByLabel('Stack', { exact: true }).fill('not a name');
  await settled(page);
  assert.match((await problemTexts(page))[0], /CF0409/);
  assert.ok(await page.locator('#stack[aria-invalid=true]').count());
  await page.getByLabel('Stack', { exact: true }).fill('other');
  await settled(page);
  assert.match(await status(page), /\(stack other\)$/);
  assert.equal(await page.locator('#stack[aria-invalid=true]').count(), 0);
});

test('the options are those of a plan', async () => {
  const { page } = await openWithAccount();
  await page.getByRole('button', { name: 'Example' }).click();
  await page.getByText('Options').click();
  const summary = () => page.locator('#options-summary').textContent();
  assert.equal(await summary(), 'none.');
  await page.getByLabel('--destroy').check();
  await settled(page);
  assert.match(await status(page), /Plan: 0 to add, 0 to change, 2 to destroy/);
  await page.getByLabel('--refresh-only').check();
  await page.getByLabel('--no-prune').check();
  await settled(page);
  assert.match(await status(page), /Drift: 1 resource differs/);
  assert.equal(await summary(), 'refresh-only, no-prune.');
});

test('variables are given values as on the command line', async () => {
  const { page } = await site.open();
  await write(page, 'configuration', 'variable "name" {}\n\nresource "aws_cloudfront_key_value_store" "s" {\n  name = var.name\n}\n');
  assert.match((await problemTexts(page))[0], /CF0219/);
  await page.getByText('Options').click();
  await page.getByLabel('--var').fill('name=a-b\n');
  await settled(page);
  assert.match(await planText(page), /name += "a-b"/);
  assert.equal(await page.locator('#options-summary').textContent(), '1 variable.');
});

test('targets are written, or chosen from the addresses that there are', async () => {
  const { page } = await site.open();
  await page.getByText('Options').click();
  const field = page.getByLabel('--target');
  const choices = page.getByRole('group', { name: 'Addresses' }).getByRole('button');
  assert.deepEqual(await choices.allInnerTexts(), [GATE, REVOKED]);
  await choices.last().click();
  await settled(page);
  assert.equal(await field.inputValue(), REVOKED);
  assert.match(await status(page), /Plan \(partial\): 1 to add/);
  // What is left out can still be chosen, and what was written is seen to be.
  await field.fill(`  ${REVOKED}\n\n${GATE} `);
  await settled(page);
  assert.deepEqual(await choices.evaluateAll((all) => all.map((one) => one.ariaPressed)), ['true', 'true']);
  assert.equal(await page.locator('#options-summary').textContent(), '2 targets.');
  await choices.last().click();
  await settled(page);
  assert.equal(await field.inputValue(), GATE);
  assert.equal(await choices.count(), 2);
});

test('an address that means nothing is told, and its field is found from there', async () => {
  const { page, problems } = await site.open();
  await page.getByText('Options').click();
  for (const address of [`${GATE}s`, 'nonsense', '[', '\u0000', '\ud800']) {
    await page.getByLabel('--target').fill(`${GATE}\n${address}`);
    await settled(page);
    assert.match((await problemTexts(page))[0], /^Error CF0411: there is no resource /, address);
    assert.ok(await page.locator('#targets[aria-invalid=true]').count());
  }
  await page.getByText('Options').click();
  await page.getByRole('button', { name: 'the targets' }).click();
  assert.equal(await page.evaluate(() => document.activeElement.id), 'targets');
  assert.ok(await page.getByLabel('--target').isVisible());
  assert.deepEqual(problems, []);
});

test('the plan is copied and downloaded to the byte', async () => {
  const { page, url } = await site.open();
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'], { origin: url });
  const copied = async () => {
    await page.getByRole('button', { name: 'Copy' }).click();
    await page.getByText('Copied.').waitFor();
    return page.evaluate(() => navigator.clipboard.readText());
  };
  assert.equal(await copied(), `${await planText(page)}\n`);
  await page.getByRole('tab', { name: 'JSON' }).click();
  const json = await page.locator('#plan-json').textContent();
  assert.equal(JSON.parse(json).format_version, 1);
  assert.equal(await copied(), json);
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Download' }).click()]);
  assert.equal(download.suggestedFilename(), 'plan.json');
  assert.equal(await readFile(await download.path(), 'utf8'), json);
});
