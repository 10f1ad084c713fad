// Functions that mean harm, in Node: each is stopped in two seconds with an error that says why, the next call works, and the memory of
// it all stays in bounds.

import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { complaint, functions } from './hostile-functions.js';
import { PERMIT, closing, request, simulators } from './simulators.js';

closing();
const { node } = simulators;
const MIB = 1024 * 1024;

/** What the module may have, and what Node has for a thread and for the code that it compiles. */
const MOST = 256 * MIB + 128 * MIB;

suite('functions that mean harm', () => {
  let before;
  let most = 0;
  const look = () => (most = Math.max(most, process.memoryUsage.rss()));

  test('there are some, and the simulator is there', async () => {
    assert.ok(functions.length > 100);
    await node.simulate(request(PERMIT));
    before = process.memoryUsage.rss();
  });

  for (const [index, hostile] of functions.entries()) {
    test(`${hostile.group} ${index}: ${hostile.code.split('\n').at(2)?.slice(0, 80) ?? hostile.code.slice(0, 40)}`, async () => {
      const looking = setInterval(look, 20);
      const begun = performance.now();
      const outcome = await node.simulate(request(hostile.code));
      const took = performance.now() - begun;
      clearInterval(looking);
      assert.equal(complaint(hostile, outcome, took), undefined);
      assert.equal((await node.simulate(request(PERMIT))).decision, 'allow');
    });
  }

  test('memory stayed in bounds', () => {
    assert.ok(most - before < MOST, `the process grew by ${Math.round((most - before) / MIB)} MiB`);
  });
});
