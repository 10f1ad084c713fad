// Loading: from wherever the files lie, and what is said if they do not all arrive.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { serve } from '../../examples/browser-validator/serve.js';
import { launch } from './support/browser.js';
import { settled, status } from './support/validator.js';

let browser;
let site;
before(async () => {
  const parent = fileURLToPath(new URL('../../examples/browser-validator', import.meta.url));
  [browser, site] = await Promise.all([launch(), serve(0, parent)]);
});
after(async () => {
  await browser.close();
  site.server.close();
});

test('the page may lie in a folder of a site', async () => {
  const page = await browser.newPage();
  await page.goto(`${site.url}dist/`);
  await settled(page);
  assert.match(await status(page), /^No problems\./);
});

test('without the WASM the page says so', async () => {
  const page = await browser.newPage();
  await page.route('**/*.wasm', (route) => route.fulfill({ status: 404, body: 'not here' }));
  await page.goto(`${site.url}dist/`);
  await page.getByText('The planner could not be loaded').waitFor();
});
