// Hostile arguments to the simulator: a proper error each time, and the next call works.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isProper, values } from './hostile.js';
import { PERMIT, closing, declared, request, simulators } from './simulators.js';

closing();
const { browser, node } = simulators;

/** What is no more than an object without members, once it is JSON. */
const EMPTY = ['nothing', 'an empty object', 'an object with no prototype', 'a map', 'a member that only its prototype has', 'a promise'];

const checked = { desired: { functions: {}, stores: {} }, tests: {} };
const report = { functions: {} };

/** Every function that takes something, with one argument replaced, and what it takes all the same. */
const calls = {
  connection: [(value) => node.connection(value)],
  simulate: [(value) => node.simulate(value)],
  runTests: [(value) => node.runTests(value)],
  'runTests, options': [(value) => node.runTests(checked, value), EMPTY],
  renderTests: [(value) => node.renderTests(value)],
  'renderTests, options': [(value) => node.renderTests(report, value), EMPTY],
};

const works = async () => assert.equal((await node.simulate(request(PERMIT))).decision, 'allow');

test('every function that takes something is here', () => {
  const here = Object.keys(calls).filter((name) => /^\w+$/.test(name));
  assert.deepEqual([...here, 'close', 'init', 'presets'].sort(), declared);
});

for (const [name, [call, taken = []]] of Object.entries(calls)) {
  test(name, async () => {
    for (const [what, value] of Object.entries(values)) {
      if (taken.includes(what)) await call(value);
      else await assert.rejects(call(value), isProper, `${what} is taken`);
      await works();
    }
  });
}

test('a connection that is none is told by the outcome, and an object is an object', async () => {
  for (const value of ['text', 1, true, [], null]) {
    const { decision, error } = await node.simulate(request(PERMIT, { connection: value }));
    assert.deepEqual([decision, error.kind], ['none', 'refused-before-run'], JSON.stringify(value));
  }
});

test('options of the browser that are none', () => {
  for (const options of [null, 1, 'x']) assert.throws(() => browser.init(options), { code: 'invalid-argument' });
  assert.throws(() => browser.init({ worker: 'x' }), { code: 'invalid-argument', message: 'the worker is no function that makes one' });
});

test('a polluted prototype changes nothing', async () => {
  for (const [name, value] of Object.entries({ filter: 'nothing', store: {}, format: 'tap' })) {
    Object.defineProperty(Object.prototype, name, { value, configurable: true, enumerable: true });
    try {
      await works();
      assert.match(await node.renderTests(report), /^0 tests/);
    } finally {
      delete Object.prototype[name];
    }
  }
});
