// From the tarballs: `import`, `require`, `npx`, and a Node without the platform's package.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { command, give, installed, main, manifest, platform } from './support.js';

test('both tarballs are there', () => assert.ok(main && platform));

test('import, require and npx work', async (t) => {
  const folder = await installed(t, main, platform);
  give(folder, 'esm.mjs', 'cjs.cjs');
  const { version } = manifest(folder);
  const expected = { backend: 'addon', version, steps: ['CreateKeyValueStore', 'DescribeKeyValueStore'] };
  assert.deepEqual(JSON.parse(await command(folder, 'node', 'esm.mjs')), expected);
  assert.deepEqual(JSON.parse(await command(folder, 'node', 'cjs.cjs')), expected);
  assert.equal(await command(folder, 'npx', '--offline', 'connfn', '--version'), `connfn ${version}\n`);
});

test('without the platform’s package the WASM gives the same answers', async (t) => {
  const folder = await installed(t, main);
  give(folder, 'esm.mjs', 'cjs.cjs', 'cases.mjs');
  assert.equal(JSON.parse(await command(folder, 'node', 'esm.mjs')).backend, 'wasm');
  assert.equal(JSON.parse(await command(folder, 'node', 'cjs.cjs')).backend, 'wasm');
  await command(folder, 'node', 'cases.mjs', new URL('../js/cases.js', import.meta.url).href);
  await assert.rejects(command(folder, 'npx', '--offline', 'connfn', '--version'), /help: install connfn without/);
});
