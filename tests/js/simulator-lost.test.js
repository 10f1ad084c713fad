// Workers that are lost: what is told of the run, and that the next question has another worker.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { Worker } from 'node:worker_threads';
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
  // V8, SpiderMonkey and JavaScriptCore, of the engine's stack and of the module's.
  [{ message: 'Maximum call stack size exceeded', memory: 2 ** 20 }, 'depth'],
  [{ message: 'too much recursion', memory: 2 ** 20 }, 'depth'],
  [{ message: 'memory access out of bounds', memory: 2 ** 20 }, 'depth'],
  [{ message: 'Out of bounds memory access (evaluating …)', memory: 2 ** 20 }, 'depth'],
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

test('a stack that is at its end is told, and not that the worker failed', async (t) => {
  // Less than the engine counts on, and enough to start in.
  const resourceLimits = { stackSizeMb: 0.35 };
  const start = (heard, failed) => {
    const worker = new Worker(new URL('lib/simulator/node-worker.js', packageFolder), { resourceLimits });
    worker.on('message', heard).on('error', failed);
    return { post: (message) => worker.postMessage(message), end: () => worker.terminate(), busy() {}, idle() {} };
  };
  const module = async () => WebAssembly.compile(await readFile(new URL('wasm/simulator_bg.wasm', packageFolder)));
  const { close, simulate } = api(supervisor({ module, start }));
  t.after(close);
  const code = 'function f() {\n  return [1].map(f);\n}\nfunction connectionHandler(connection) {\n  f();\n  connection.allow();\n}\n';
  const { decision, error } = await simulate({ ...request, code });
  assert.deepEqual({ decision, kind: error.kind }, { decision: 'none', kind: 'limit' });
  assert.match(error.message, /lay too deep in one another$/);
  assert.match(error.help, /calls itself/);
});

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
