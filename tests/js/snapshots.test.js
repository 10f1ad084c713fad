// What the WASM costs and asks for, compared with committed files so that a change must own up to it. UPDATE=1 writes them.

import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { gzip } from 'pako';
import { packageFolder } from './surfaces.js';

const KIB = 1024;

/** The modules, and the most that each may be. */
const MODULES = {
  // Terraform's language takes much of it.
  connfn: { file: 'connfn_bg.wasm', snapshots: 'wasm', limit: 750 * KIB },
  // An engine of JavaScript takes nearly all of it.
  simulator: { file: 'simulator_bg.wasm', snapshots: 'simulator', limit: 1300 * KIB },
};

/** How far the size may move before the file must say so. */
const TOLERANCE = 0.02;

const folder = new URL('../../npm/connfn/snapshots/', import.meta.url);
const update = process.env.UPDATE === '1';

for (const [name, { file, snapshots, limit }] of Object.entries(MODULES)) {
  const wasm = readFileSync(new URL(`wasm/${file}`, packageFolder));

  test(`the WASM of ${name} imports its glue and nothing else`, () => {
    const imports = WebAssembly.Module.imports(new WebAssembly.Module(wasm));
    // The glue names each import with a hash of the program; what it is stays.
    const lines = imports.map(({ module, name, kind }) => `${kind} ${module} ${name.replace(/_[0-9a-f]{16}$/, '')}\n`);
    const text = lines.sort().join('');
    const written = new URL(`${snapshots}-imports.txt`, folder);
    if (update) writeFileSync(written, text);
    assert.equal(text, readFileSync(written, 'utf8'));
  });

  test(`the WASM of ${name} has the size that is written down`, () => {
    // By zlib as servers and `gzip -9` have it: the fork of it in Node packs less.
    const size = gzip(wasm, { level: 9 }).length;
    const snapshot = new URL(`${snapshots}-size.txt`, folder);
    if (update) writeFileSync(snapshot, `${(size / KIB).toFixed(1)} KiB gzip\n`);
    const written = Number.parseFloat(readFileSync(snapshot, 'utf8')) * KIB;
    const told = `it is ${(size / KIB).toFixed(1)} KiB gzip`;
    assert.ok(Math.abs(size - written) <= written * TOLERANCE, `${told}, and ${written / KIB} KiB is written down`);
    assert.ok(size <= limit, `${told}, and ${limit / KIB} KiB is the most that it may be`);
  });
}
