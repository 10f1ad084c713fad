// No byte leaves the page, and none is kept.

import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { readdir } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { select, settled, type, validator, write } from './support/validator.js';

const site = validator();

/** Another site, which notes whatever reaches it. */
const reached = [];
const other = createServer((request, response) => {
  reached.push(request.url);
  response.writeHead(200, { 'access-control-allow-origin': '*' }).end();
});
before(() => new Promise((resolve) => other.listen(0, '127.0.0.1', resolve)));
after(() => other.close());

test('only the page’s own files are asked for, and none after the start', async () => {
  const built = await readdir(new URL('../../examples/browser-validator/dist', import.meta.url));
  const { page, url } = await site.open();
  const requests = [];
  page.context().on('request', (request) => requests.push(request));
  page.on('websocket', (socket) => requests.push(socket));
  await page.reload();
  await settled(page);
  const own = ['', ...built].map((file) => `GET ${url}${file}`);
  const asked = requests.map((request) => `${request.method()} ${request.url()}`);
  assert.deepEqual(asked.filter((one) => !own.includes(one)), []);
  assert.ok(asked.includes(`GET ${url}connfn_bg.wasm`));
  assert.equal(new Set(asked).size, asked.length, 'each once');

  requests.length = 0;
  await select(page, 'configuration', 'cloudfront-js-2.0');
  await type(page, 'cloudfront-js-9');
  await write(page, 'configuration', 'resource "aws_cloudfront_key_value_store" "a" { name = "secret" }');
  await page.getByText('Account:').click();
  await page.getByRole('button', { name: 'Example' }).click();
  await page.setInputFiles('#files', { name: 'other.js', mimeType: '', buffer: Buffer.from('secret') });
  await settled(page);
  await page.getByRole('tab', { name: 'JSON' }).click();
  await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Download' }).click()]);
  const after = requests.map((request) => request.url()).filter((asked) => !asked.startsWith('blob:'));
  assert.deepEqual(after, []);
});

test('the policy lets nothing out, whatever a script tries', async () => {
  const { page } = await site.open();
  const target = `http://127.0.0.1:${other.address().port}/`;
  const outcomes = await page.evaluate(async (target) => {
    const element = (name, attributes) => Object.assign(document.createElement(name), attributes);
    const loads = (made) =>
      new Promise((resolve) => {
        made.onload = () => resolve('loaded');
        made.onerror = () => resolve('refused');
        setTimeout(() => resolve('nothing'), 1500);
        document.body.append(made);
      });
    const form = element('form', { action: `${target}form`, method: 'post', target: '_blank' });
    document.body.append(form);
    form.submit();
    return {
      fetch: await fetch(`${target}fetch`).then(() => 'loaded', () => 'refused'),
      image: await loads(element('img', { src: `${target}image` })),
      script: await loads(element('link', { rel: 'modulepreload', href: `${target}script` })),
      style: await loads(element('link', { rel: 'stylesheet', href: `${target}style` })),
      frame: await loads(element('iframe', { src: `${target}frame` })).then((outcome) => (outcome === 'loaded' ? 'nothing' : outcome)),
      beacon: (navigator.sendBeacon(`${target}beacon`), 'nothing'),
    };
  }, target);
  await page.waitForTimeout(500);
  assert.deepEqual(reached, []);
  for (const [way, outcome] of Object.entries(outcomes)) assert.notEqual(outcome, 'loaded', way);
});

test('nothing is stored, and a page that is opened again has forgotten everything', async () => {
  const { page, url } = await site.open();
  await write(page, 'configuration', '# secret\n');
  await page.getByLabel('Stack', { exact: true }).fill('secret');
  await settled(page);
  const stored = await page.evaluate(async () => ({
    local: localStorage.length,
    session: sessionStorage.length,
    databases: (await indexedDB.databases()).length,
    caches: (await caches.keys()).length,
    cookie: document.cookie,
    address: location.hash + location.search,
  }));
  assert.deepEqual(stored, { local: 0, session: 0, databases: 0, caches: 0, cookie: '', address: '' });
  await page.goto(url);
  await settled(page);
  assert.equal(await page.getByLabel('Stack', { exact: true }).inputValue(), 'my-site');
  assert.equal(await page.getByText('# secret').count(), 0);
});
