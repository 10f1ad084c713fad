// The tests of a configuration in the page: what they show, case by case, and that the plan follows from it.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { planText, problemTexts, settled, status, validator, write } from './support/validator.js';

const site = validator();
const recipe = fileURLToPath(new URL('../../examples/cookbook/revocation-list', import.meta.url));

const text = (name) => readFileSync(join(recipe, name), 'utf8');

/** A recipe of the cookbook, with the panel open. */
async function opened() {
  const { page, problems } = await site.open();
  await page.setInputFiles('#folder', recipe);
  await page.getByText('Run the tests of the configuration').click();
  await settled(page);
  return { page, problems };
}

async function runTests(page) {
  await page.getByRole('button', { name: 'Run tests' }).click();
  await settled(page);
  return page.locator('#tests-output').innerText();
}

test('the simulator is loaded when tests are run, and not before', async () => {
  const { page } = await site.open();
  const asked = [];
  page.context().on('request', (request) => asked.push(request.url().split('/').at(-1)));
  await page.reload();
  await page.setInputFiles('#folder', recipe);
  await page.getByText('Run the tests of the configuration').click();
  await settled(page);
  assert.ok(asked.includes('connfn_bg.wasm') && !asked.some((name) => name.includes('simulator')), asked.join());
  await runTests(page);
  assert.ok(asked.includes('simulator_bg.wasm') && asked.includes('simulator-worker.js'), asked.join());
});

test('tests that pass are told case by case, and the plan says that they passed', async () => {
  const { page, problems } = await opened();
  assert.match(await status(page), /^1 note\./, 'the plan says that they were not run');
  const shown = await runTests(page);
  assert.match(shown, /^6 tests of 1 function passed\.\n/);
  assert.match(shown, /\npassed a certificate that is on the list\n/);
  assert.match(await status(page), /^No problems\. Plan: .* to publish/);
  assert.match(await planText(page), /Tests: 6 passed\./);
  assert.deepEqual(problems, []);
});

test('a test that fails is told with its reason and its place, and blocks the plan until the function is mended', async () => {
  const { page } = await opened();
  await page.getByRole('tab', { name: 'revocation-list.js' }).click();
  await write(page, 'function', text('revocation-list.js').replace('if (isRevoked)', 'if (!isRevoked)'));
  const shown = await runTests(page);
  assert.match(shown, /^\d of 6 tests of 1 function failed\.\n/);
  assert.match(shown, /\nFAILED a certificate that is on the list\s+expected deny, and the function decided allow\n/);
  assert.ok((await problemTexts(page)).some((text) => text.startsWith('Error CF0420')));
  assert.match(await status(page), /^\d errors\./);
  await page.locator('#tests-output').getByRole('button', { name: /^revocation-list\.test\.yaml:\d+$/ }).first().click();
  assert.ok(await page.getByRole('tab', { name: 'revocation-list.test.yaml', selected: true }).isVisible());

  await page.getByRole('tab', { name: 'revocation-list.js' }).click();
  await write(page, 'function', text('revocation-list.js'));
  await runTests(page);
  assert.match(await status(page), /^No problems\. Plan: /);
});

test('results of other sources are said to be so', async () => {
  const { page } = await opened();
  await runTests(page);
  const stale = page.getByText('The sources have changed since.');
  assert.ok(await stale.isHidden());
  await write(page, 'configuration', `${text('main.tf')}# more\n`);
  assert.ok(await stale.isVisible());
  await write(page, 'configuration', text('main.tf'));
  assert.ok(await stale.isHidden());
});

test('without tests, and with errors, there is nothing to run', async () => {
  const { page } = await site.open();
  await page.getByText('Run the tests of the configuration').click();
  assert.match(await runTests(page), /^There are no tests\. Write some into a NAME\.test\.yaml/);
  await write(page, 'configuration', 'resource {');
  assert.match(await runTests(page), /^The configuration has errors\./);
  assert.ok((await problemTexts(page)).length > 0);
});
