// Workers that are lost: what is told of the run, and that the next question has another worker.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { packageFolder } from './surfaces.js';

const part = (name) => import(new URL(`lib/simulator/${name}.js`, packageFolder));
const { api } = await part('api');
const { supervisor } = await part('supervisor');

const request = { code: '', runtime: 'cloudfront-js-2.0', connection: {} };

/** A simulator whose workers answer a run with this, and `lost` with why; and how many of them there were. */
function simulator(toRun) {
  const workers = { begun: 0, ended: 0 };
  const start = (heard) => {
    workers.begun += 1;
    const answers = { simulate: toRun, lost: (why) => ({ answer: JSON.stringify({ ok: why }) }) };
    const answer = ({ module, verb, args }) => (module ? { ready: true } : answers[verb](...args));
    return { post: (message) => setImmediate(() => heard(answer(message))), end: () => (workers.ended += 1), busy() {}, idle() {} };
  };
  return { ...api(supervisor({ module: async () => ({}), start })), workers };
}

for (const [trap, told] of [
  [{ message: 'unreachable', memory: 2 ** 20 }, 'unreachable'],
  [{ message: 'unreachable', memory: 250 * 2 ** 20 }, 'memory'],
]) {
  test(`a worker that ends by itself costs its run: ${told}`, async () => {
    const { simulate, workers } = simulator(() => ({ trap }));
    for (let run = 1; run <= 3; run += 1) {
      assert.equal(await simulate(request), told);
      assert.equal(workers.ended, run);
    }
    assert.ok(workers.begun - workers.ended <= 1);
  });
}

test('what it means to be lost is known before a worker is', async () => {
  const { simulate, workers } = simulator(() => ({ trap: { message: 'x', memory: 250 * 2 ** 20 } }));
  assert.equal(await simulate(request), 'memory');
  assert.deepEqual(workers, { begun: 1, ended: 1 });
});

test('a worker has run something before a function is given its time', async () => {
  const codes = [];
  const { simulate } = simulator((text) => {
    codes.push(JSON.parse(text).code);
    return { answer: JSON.stringify({ ok: {} }) };
  });
  for (const code of ['one', 'two']) await simulate({ ...request, code });
  assert.match(codes.shift(), /^function connectionHandler/);
  assert.deepEqual(codes, ['one', 'two']);
});
