// Loading the WASM: what can be loaded, what is refused, and that a failure leaves nothing behind.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { packageFolder, wasmFile } from './surfaces.js';

const bytes = readFileSync(wasmFile);
const { version } = JSON.parse(readFileSync(new URL('package.json', packageFolder), 'utf8'));

/** A copy of the package, in which nothing was loaded yet. */
async function fresh(t) {
  const folder = mkdtempSync(join(tmpdir(), 'connfn-init-'));
  t.after(() => rmSync(folder, { recursive: true }));
  for (const part of ['lib', 'wasm', 'package.json']) {
    cpSync(fileURLToPath(new URL(part, packageFolder)), join(folder, part), { recursive: true });
  }
  return { folder, connfn: await import(join(folder, 'lib/browser.js')) };
}

/** WASM of another version: this one's, with another number in its place. */
function older() {
  const other = Buffer.from(bytes);
  const at = [];
  for (let from = other.indexOf(version); from !== -1; from = other.indexOf(version, from + 1)) at.push(from);
  for (const place of at) other.write('9', place);
  return other;
}

const wasm = { headers: { 'content-type': 'application/wasm' } };
const empty = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]);

/** What cannot be loaded, the code and what the message names. */
const refused = {
  null: [() => null, 'invalid-argument', /the source is no URL/],
  'a number': [() => 5, 'invalid-argument', /the source is no URL/],
  'an empty object': [() => ({}), 'invalid-argument', /the source is no URL/],
  'a symbol': [() => Symbol('x'), 'invalid-argument', /the source is no URL/],
  'a function': [() => () => bytes, 'invalid-argument', /the source is no URL/],
  'a promise of a number': [async () => 5, 'invalid-argument', /the source is no URL/],
  'a promise that is broken': [() => Promise.reject(new Error('no network')), 'load-failed', /promised.*no network/],
  'a broken promise of nothing': [() => Promise.reject(), 'load-failed', /promised/],
  'a URL that is none': [() => 'http://', 'load-failed', /at http:\/\//],
  'a place where nothing is': [() => 'http://127.0.0.1:1/x.wasm', 'load-failed', /at http:\/\/127\.0\.0\.1:1\/x\.wasm/],
  'a URL object': [() => new URL('http://127.0.0.1:1/y.wasm'), 'load-failed', /at http:\/\/127\.0\.0\.1:1\/y\.wasm/],
  'a page that is not found': [() => new Response('x', { status: 404 }), 'load-failed', /answered 404/],
  'HTML': [() => new Response('<html>', { headers: { 'content-type': 'text/html' } }), 'load-failed', /in the response/],
  'no WASM by the name of WASM': [() => new Response('<html>', wasm), 'load-failed', /in the response/],
  'bytes that are none': [() => new Uint8Array(8), 'load-failed', /in the bytes given/],
  'an empty module': [() => new WebAssembly.Module(empty), 'load-failed', /the WebAssembly\.Module is not connfn's/],
  'the bytes of an empty module': [() => empty, 'load-failed', /the bytes given is not connfn's/],
  'another version': [older, 'load-failed', /is of version 9.* of connfn, and this package of/],
};

/** What can be loaded. */
const taken = {
  bytes: () => bytes,
  'an ArrayBuffer': () => Uint8Array.from(bytes).buffer,
  'a module': () => new WebAssembly.Module(bytes),
  'a response': () => new Response(bytes, wasm),
  'a response of no type': () => new Response(bytes),
  'a promise of a response': async () => new Response(bytes, wasm),
  'a URL': () => `data:application/wasm;base64,${bytes.toString('base64')}`,
};

test('what cannot be loaded is refused, and the next attempt works', async (t) => {
  const { connfn } = await fresh(t);
  for (const [what, [source, code, message]] of Object.entries(refused)) {
    await assert.rejects(connfn.init(source()), (error) => {
      assert.ok(error instanceof Error);
      assert.deepEqual([error.code, error.diagnostics], [code, []], what);
      assert.match(error.message, message, what);
      assert.ok(!error.message.includes('\n') && error.message.length < 500, error.message);
      return true;
    }, what);
    assert.throws(() => connfn.isStackName('a'), { code: 'not-initialized' }, what);
  }
  await connfn.init(bytes);
  assert.equal(connfn.isStackName('a'), true);
});

for (const [what, source] of Object.entries(taken)) {
  test(`loads ${what}, and ignores what comes after`, async (t) => {
    const { connfn } = await fresh(t);
    const first = connfn.init(source());
    assert.equal(connfn.init(5), first);
    assert.equal(await first, undefined);
    assert.equal(await connfn.init(null), undefined);
    assert.equal(connfn.isStackName('a'), true);
  });
}

test('Node without an addon says which file is missing', async (t) => {
  const { folder } = await fresh(t);
  const answer = () => JSON.parse(execFileSync(process.execPath, ['--input-type=module', '-e', `
    const { backend, isStackName } = await import('./lib/node.js');
    const tries = [1, 2].map(() => { try { return isStackName('a'); } catch ({ code, message, diagnostics }) { return { code, message, diagnostics }; } });
    console.log(JSON.stringify({ backend, tries }));`], { cwd: folder, encoding: 'utf8' }));
  assert.deepEqual(answer(), { backend: 'wasm', tries: [true, true] });
  rmSync(join(folder, 'wasm/connfn_bg.wasm'));
  for (const { code, message, diagnostics } of answer().tries) {
    assert.deepEqual([code, diagnostics], ['load-failed', []]);
    assert.match(message, /wasm.connfn_bg\.wasm cannot be read \(ENOENT\): .*external/);
  }
});
