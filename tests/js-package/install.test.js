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

test('tests of functions run, with the addon and without it', async (t) => {
  for (const tarballs of [[main, platform], [main]]) {
    const folder = await installed(t, ...tarballs);
    give(folder, 'testing.mjs', 'testing.cjs');
    for (const program of ['testing.mjs', 'testing.cjs']) {
      assert.match(await command(folder, 'node', program), /^TAP version 14\n1\.\.1\n.*ok 1 - .*refuses everybody/s);
    }
  }
});
