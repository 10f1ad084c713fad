// The two surfaces under test, from the folder that `cargo xtask npm` assembles.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

export const packageFolder = new URL('../../target/npm/connfn/', import.meta.url);
export const wasmFile = new URL('wasm/connfn_bg.wasm', packageFolder);

const addon = await import(new URL('lib/node.js', packageFolder));
assert.equal(addon.backend, 'addon', 'the addon does not load');

// What a browser gets, with the WASM from the file.
const wasm = await import(new URL('lib/browser.js', packageFolder));
await wasm.init(readFileSync(wasmFile));

export const surfaces = { addon, wasm };

/** The names that the types declare, sorted. */
export const declared = [
  ...readFileSync(new URL('index.d.ts', packageFolder), 'utf8').matchAll(/^export (?:const|function|class) (\w+)/gm),
].map(([, name]) => name).sort();
