// The simulator: its surface, and the connections that it makes.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, test } from 'node:test';
import { Worker } from 'node:worker_threads';
import { packageFolder } from './surfaces.js';

const simulator = await import(new URL('lib/simulator/node.js', packageFolder));
const commonjs = createRequire(import.meta.url)(new URL('cjs/simulator/node.js', packageFolder).pathname);
const browser = await import(new URL('lib/simulator/browser.js', packageFolder));

after(() => Promise.all([simulator, commonjs, browser].map(({ close }) => close())));

// What a browser has and Node has not, as far as the simulator asks for it.
browser.init({
  wasm: readFileSync(new URL('wasm/simulator_bg.wasm', packageFolder)),
  worker() {
    const worker = new Worker(new URL('lib/simulator/node-worker.js', packageFolder));
    const port = { postMessage: (message) => worker.postMessage(message), terminate: () => worker.terminate() };
    worker.on('message', (data) => port.onmessage({ data }));
    worker.on('error', (error) => port.onerror({ message: error.message, preventDefault() {} }));
    return port;
  },
});

const surfaces = { node: simulator, commonjs, browser };
const certificate = (name) =>
  readFileSync(new URL(`../../crates/simulator/src/connection/certificates/${name}.pem`, import.meta.url), 'utf8');

test('every way in has the names that the types declare', () => {
  const types = readFileSync(new URL('simulator.d.ts', packageFolder), 'utf8');
  const declared = [...types.matchAll(/^export (?:const|function) (\w+)/gm)].map(([, name]) => name).sort();
  for (const [surface, exports] of Object.entries(surfaces)) assert.deepEqual(Object.keys(exports).sort(), declared, surface);
});

for (const [surface, { connection, presets }] of Object.entries(surfaces)) {
  test(`${surface}: a connection is made of a preset, of certificates or of an object`, async () => {
    const names = (await presets()).map(({ name }) => name);
    assert.ok(names.includes('valid') && names.includes('revoked'));
    const pem = certificate('valid') + certificate('intermediate');
    const made = await connection({ pem, client_ip: '2001:db8::7', changes: { endpoint: 'here' } });
    const expected = await connection({ preset: 'valid', changes: { clientIp: '2001:db8::7', endpoint: 'here' } });
    assert.deepEqual(made, expected);
    assert.deepEqual(Object.keys(made).slice(0, 2), ['connectionId', 'clientIp'], 'in the order of the documentation');
    assert.deepEqual(await connection({ object: { a: { b: 1, c: 2 } }, changes: { a: { b: null } } }), { a: { c: 2 } });
  });
}

test('what is no request is refused', async () => {
  const { connection } = simulator;
  const key = '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n';
  const refused = [
    [connection, undefined, /the request is not given/],
    [connection, {}, /not exactly one of `preset`, `pem` and `object`/],
    [connection, { preset: 'valid', pem: '' }, /not exactly one of/],
    [connection, { preset: 'valid', client_ip: '::1' }, /`client_ip` goes with `pem`/],
    [connection, { preset: 'nothing' }, /there is no preset `nothing`; the presets are `valid`/],
    [connection, { preset: 'valid', extra: 1 }, /unknown field `extra`/],
    [connection, { pem: key }, /holds a private key/],
    [connection, { object: [] }, /no object/],
    [connection, { preset: 5 }, /the request is none/],
  ];
  for (const [verb, given, message] of refused) {
    await assert.rejects(verb(given), (error) => {
      assert.match(error.message, message);
      assert.deepEqual([error.code, error.diagnostics], ['invalid-argument', []]);
      return error instanceof Error;
    });
  }
  const cycle = {};
  cycle.cycle = cycle;
  await assert.rejects(connection({ object: cycle }), { code: 'invalid-argument' });
});

test('calls at once are answered in turn, each with its own answer', async () => {
  const addresses = ['192.0.2.1', '192.0.2.2', '192.0.2.3'];
  const made = await Promise.all(addresses.map((clientIp) => simulator.connection({ object: { clientIp } })));
  assert.deepEqual(made.map(({ clientIp }) => clientIp), addresses);
});

test('after it was closed, a later call starts anew', async () => {
  const { close, presets } = commonjs;
  await presets();
  await close();
  await close();
  assert.ok((await presets()).length > 0);
});

test('a program ends without closing it, and waits for what it asked', () => {
  const program = `
    const { presets } = await import(${JSON.stringify(new URL('lib/simulator/node.js', packageFolder).href)});
    presets().then(([{ name }]) => console.log(name));`;
  const options = { encoding: 'utf8', timeout: 20_000 };
  assert.equal(execFileSync(process.execPath, ['--input-type=module', '-e', program], options), 'valid\n');
});
