// The simulator: its surface, the connections that it makes, and what functions that are made to harm come to.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { PERMIT, closing, declared, request, simulators } from './simulators.js';
import { packageFolder } from './surfaces.js';

closing();
const { commonjs, node: simulator } = simulators;
const certificate = (name) =>
  readFileSync(new URL(`../../crates/simulator/src/connection/certificates/${name}.pem`, import.meta.url), 'utf8');

test('every way in has the names that the types declare', () => {
  for (const [surface, exports] of Object.entries(simulators)) assert.deepEqual(Object.keys(exports).sort(), declared, surface);
});

for (const [surface, { connection, presets, simulate }] of Object.entries(simulators)) {
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

  test(`${surface}: runs a function`, async () => {
    const outcome = await simulate(request(PERMIT));
    assert.equal(outcome.decision, 'allow');
    assert.deepEqual(outcome.coverage, { lines: [2], hit: [2] });
  });
}

test('what is no request is refused', async () => {
  const { connection, simulate } = simulator;
  const key = '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n';
  const refused = [
    [connection, undefined, /the request is not given/],
    [connection, {}, /not exactly one of `preset`, `pem` and `object`/],
    [connection, { preset: 'valid', pem: '' }, /not exactly one of/],
    [connection, { preset: 'valid', client_ip: '::1' }, /`client_ip` goes with `pem`/],
    [connection, { preset: 'nothing' }, /there is no preset `nothing`; the presets are `valid`/],
    [connection, { preset: 'valid', extra: 1 }, /there is no member `extra`/],
    [connection, { pem: key }, /holds a private key/],
    [connection, { object: [] }, /no object/],
    [connection, { preset: 5 }, /`preset`: expected a string, found a number/],
    [simulate, undefined, /the request is not given/],
    [simulate, {}, /the member `code` is missing/],
    [simulate, request(PERMIT, { store: new Map() }), /`store` is no plain object/],
    [simulate, request('\ud800'), /not well-formed Unicode: `code`/],
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

/** Functions that are made to harm, and what is said of them. */
const HOSTILE = {
  'a loop without end': ['for (;;) {}', /did not end within .* steps|stopped after 1\.8 s/],
  'a regular expression that tries everything': ["/^(a+)+$/.test('a'.repeat(50) + 'b');", /stopped after 1\.8 s/],
  'a text that doubles': ["let s = 'aaaaaaaaaaaaaaaa'; for (;;) s += s;", /makes a text of more than/],
  'an array that grows': ["const a = []; for (let i = 0; i < 1e9; i++) a.push('x' + i);", /steps|MB|stopped after 1\.8 s/],
  'recursion without end': ['const f = () => f() + 1; f();', /deep|stack/],
};

for (const [what, [code, message]] of Object.entries(HOSTILE)) {
  test(`${what} is stopped, and the next function runs`, async () => {
    await simulator.simulate(request(PERMIT));
    const begun = performance.now();
    const { decision, error } = await simulator.simulate(request(`function connectionHandler(connection) {\n  ${code}\n  connection.allow();\n}\n`));
    assert.equal(decision, 'none');
    assert.equal(error.kind, 'limit');
    assert.match(error.message, message);
    assert.ok(performance.now() - begun < 2000, `after ${performance.now() - begun} ms`);
    assert.equal((await simulator.simulate(request(PERMIT))).decision, 'allow');
  });
}

test('calls at once are answered in turn, each with its own answer', async () => {
  const codes = [PERMIT, PERMIT.replace('allow', 'deny'), PERMIT.replace('connection.allow();', '')];
  const decisions = await Promise.all([...codes, ...codes].map(async (code) => (await simulator.simulate(request(code))).decision));
  assert.deepEqual(decisions, ['allow', 'deny', 'none', 'allow', 'deny', 'none']);
});

test('closing ends what is under way, and a later call starts anew', async () => {
  const { close, simulate } = commonjs;
  const endless = simulate(request(`function connectionHandler(connection) {\n  /^(a+)+$/.test('a'.repeat(50) + 'b');\n}\n`));
  setTimeout(close, 300);
  await assert.rejects(endless, { code: 'closed' });
  assert.equal((await simulate(request(PERMIT))).decision, 'allow');
  await close();
  await close();
});

test('a program ends without closing it, and waits for what it asked', () => {
  const program = `
    const { simulate } = await import(${JSON.stringify(new URL('lib/simulator/node.js', packageFolder).href)});
    const asked = simulate(${JSON.stringify(request(PERMIT))});
    asked.then(({ decision }) => console.log(decision));`;
  const options = { encoding: 'utf8', timeout: 20_000 };
  assert.equal(execFileSync(process.execPath, ['--input-type=module', '-e', program], options), 'allow\n');
});
