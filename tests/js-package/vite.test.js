// A Vite build of a page that uses the package.

import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { build } from 'vite';
import { give, installed, main } from './support.js';

test('Vite builds a page', async (t) => {
  const folder = await installed(t, main);
  give(folder, 'page');
  const root = join(folder, 'page');
  await build({ root, base: './', configFile: false, logLevel: 'error' });
  const files = readdirSync(join(root, 'dist/assets'));
  const wasm = files.filter((name) => name.endsWith('.wasm'));
  const planner = wasm.filter((name) => name.startsWith('connfn'));
  const simulator = wasm.filter((name) => name.startsWith('simulator'));
  assert.deepEqual([planner.length, simulator.length, wasm.length], [1, 1, 2], 'each WASM is copied, once');
  const code = files.filter((name) => name.endsWith('.js')).map((name) => readFileSync(join(root, 'dist/assets', name), 'utf8'));
  for (const file of wasm) assert.ok(code.some((text) => text.includes(file)), 'the code knows where it is');
  assert.ok(files.some((name) => /^browser-worker.*\.js$/.test(name)), 'the worker is a file of its own');
  assert.doesNotMatch(code.join(''), /node:|__vite-browser-external/, 'nothing of Node is in it');
});
