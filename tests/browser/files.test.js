// Files that the user brings.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { editor, planText, problemTexts, settled, status, type, underlined, validator } from './support/validator.js';

const site = validator();

const configuration = (path, name = 'gate') => `resource "aws_cloudfront_connection_function" "gate" {
  name                     = "${name}"
  connection_function_code = file("${path}")

  connection_function_config {
    runtime = "cloudfront-js-2.0"
    comment = ""
  }
}
`;
const code = 'function connectionHandler(connection) {\n  connection.deny();\n}\n';

async function open(page, files) {
  const list = Object.entries(files).map(([name, text]) => ({ name, mimeType: '', buffer: Buffer.from(text) }));
  await page.setInputFiles('#files', list);
  await settled(page);
}

const tabs = (page, pane) => page.locator(`#${pane} [role=tab]`).evaluateAll((all) => all.map((tab) => tab.textContent));

test('files that are opened take the place of the samples', async () => {
  const { page } = await site.open();
  await open(page, { 'own.tf': configuration('handler.js'), 'handler.js': code });
  assert.deepEqual(await tabs(page, 'configuration'), ['own.tf']);
  assert.deepEqual(await tabs(page, 'function'), ['handler.js']);
  assert.match(await status(page), /^No problems\. Plan: 1 to add/);
});

test('a folder is opened with the folders in it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'connfn-'));
  const files = {
    'main.tf': 'module "gate" {\n  source = "./modules/gate"\n}\n',
    'modules/gate/main.tf': configuration('${path.module}/gate.js'),
    'modules/gate/gate.js': code,
    '.terraform/modules/modules.json': '{}',
  };
  try {
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text);
    }
    const { page } = await site.open();
    await page.setInputFiles('#folder', folder);
    await settled(page);
    assert.deepEqual(await tabs(page, 'configuration'), ['main.tf', 'modules/gate/main.tf']);
    assert.deepEqual(await tabs(page, 'function'), ['modules/gate/gate.js']);
    assert.match(await status(page), /^No problems\. Plan: 1 to add/);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('a file that is opened again is read again', async () => {
  const { page } = await site.open();
  await open(page, { 'own.tf': configuration('gate.js', 'one') });
  await open(page, { 'own.tf': configuration('gate.js', 'two') });
  assert.match(await editor(page, 'configuration').innerText(), /"two"/);
  assert.match(await planText(page), /name +?= "two"/);
});

test('the page is not settled while a file is read, however long that takes', async () => {
  const { page } = await site.open();
  await page.evaluate(() => {
    const { arrayBuffer } = Blob.prototype;
    Blob.prototype.arrayBuffer = async function () {
      await new Promise((resolve) => setTimeout(resolve, 500));
      return arrayBuffer.call(this);
    };
  });
  await open(page, { 'own.tf': configuration('gate.js', 'slow') });
  assert.match(await planText(page), /name +?= "slow"/);
  await page.setInputFiles('#observed-file', { name: 'state.json', mimeType: '', buffer: Buffer.from('{') });
  await settled(page);
  assert.match((await problemTexts(page))[0], /CF0506/);
});

test('line breaks stay as they are', async () => {
  const { page } = await site.open();
  await page.getByRole('tab', { name: 'JSON' }).click();
  for (const text of [code.replaceAll('\n', '\r\n'), code.replace('\n', '\r\n'), `\ufeff${code}`]) {
    await open(page, { 'own.tf': configuration('gate.js').replaceAll('\n', '\r\n'), 'gate.js': text });
    // An edit that is taken back makes the text the editor's own.
    await editor(page, 'function').focus();
    await page.keyboard.press('ControlOrMeta+End');
    await type(page, 'x');
    await page.keyboard.press('Backspace');
    await page.waitForTimeout(10);
    await settled(page);
    const plan = JSON.parse(await page.locator('#plan-json').textContent());
    const digest = `sha256:${createHash('sha256').update(text).digest('hex')}`;
    assert.ok(digest in plan.code, JSON.stringify(text.slice(0, 60)));
  }
  await open(page, { 'own.tf': configuration('gate.js', 'a b').replaceAll('\n', '\r\n') });
  assert.deepEqual(await underlined(page, 'configuration'), ['"a b"']);
});

test('a file that is not there can be added from its problem', async () => {
  const { page } = await site.open();
  await open(page, { 'own.tf': configuration('lib/new.js') });
  assert.match((await problemTexts(page))[0], /CF0002: there is no file lib\/new\.js/);
  await page.getByRole('button', { name: 'Add an empty lib/new.js' }).click();
  await settled(page);
  assert.deepEqual(await tabs(page, 'function'), ['lib/new.js']);
  assert.match((await problemTexts(page))[0], /CF0301/);
});

test('a file that is not text is there and is no text', async () => {
  const { page } = await site.open();
  await page.setInputFiles('#files', { name: 'gate.js', mimeType: '', buffer: Buffer.from([0x61, 0xff]) });
  await settled(page);
  assert.match((await problemTexts(page))[0], /CF0003/);
  assert.ok(await page.locator('#function').getByText('This file is not UTF-8 text.').isVisible());
  assert.ok(!(await page.locator('#function-editor').isVisible()));
});

test('a new file has a path, and can be removed', async () => {
  const { page } = await site.open();
  await page.getByRole('button', { name: 'New file…' }).click();
  await page.getByLabel('Path in').fill('second.tf');
  await page.keyboard.press('Enter');
  await settled(page);
  assert.deepEqual(await tabs(page, 'configuration'), ['second.tf']);
  await page.getByRole('button', { name: 'New file…' }).click();
  await page.getByLabel('Path in').fill('third.tf');
  await page.getByRole('button', { name: 'Cancel' }).click();
  assert.deepEqual(await tabs(page, 'configuration'), ['second.tf']);
  await open(page, { 'third.tf': '# third' });
  await page.getByRole('button', { name: 'Remove third.tf' }).click();
  assert.deepEqual(await tabs(page, 'configuration'), ['second.tf']);
  assert.equal(await page.getByRole('button', { name: 'Remove second.tf' }).count(), 0);
  await open(page, { 'third.tf': '# another' });
  assert.match(await editor(page, 'configuration').innerText(), /another/);
});

/** A real drop of files and folders of this machine. */
async function drop(page, selector, paths) {
  await page.locator(selector).scrollIntoViewIfNeeded();
  const { x, y, width, height } = await page.locator(selector).boundingBox();
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: paths, dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop']) {
    await session.send('Input.dispatchDragEvent', { type, x: x + width / 2, y: y + Math.min(height / 2, 40), data });
  }
}

async function withFolder(files, work) {
  const folder = await mkdtemp(join(tmpdir(), 'connfn-drop-'));
  try {
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text);
    }
    await work(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

test('files are dropped', async () => {
  const { page } = await site.open();
  await withFolder({ 'own.tf': configuration('dropped.js'), 'dropped.js': code }, async (folder) => {
    await drop(page, '#function-editor', [join(folder, 'own.tf'), join(folder, 'dropped.js')]);
    await page.getByRole('tab', { name: 'dropped.js' }).waitFor();
  });
  await settled(page);
  assert.match(await status(page), /^No problems\. Plan: 1 to add/);
  assert.equal(await page.locator('.dropping').count(), 0);
});

test('a folder is dropped with the paths in it, and without what no configuration names', async () => {
  const { page } = await site.open();
  const files = { 'own.tf': configuration('lib/deep/handler.js'), 'lib/deep/handler.js': code, '.git/config': '', 'node_modules/x/y.js': '' };
  await withFolder(files, async (folder) => {
    await drop(page, '#configuration-editor', [folder]);
    await page.getByRole('tab', { name: 'own.tf' }).waitFor();
  });
  await settled(page);
  assert.deepEqual(await tabs(page, 'function'), ['lib/deep/handler.js']);
  assert.match(await status(page), /^No problems\. Plan: 1 to add/);
});

test('an observed state is dropped on the account', async () => {
  const { page } = await site.open();
  await page.getByText('Account:').click();
  await withFolder({ 'state.json': '{"format_version":1,"functions":{},"stores":{},"code":{}}' }, async (folder) => {
    await drop(page, '#observed', [join(folder, 'state.json')]);
    await page.waitForFunction(() => document.querySelector('#observed').value !== '');
  });
  await settled(page);
  assert.equal(await page.locator('#observed-summary').textContent(), '0 functions and 0 key value stores.');
});
