// A run that JavaScript drives, and what becomes of runs when something breaks.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { suite, test } from 'node:test';
import { surfaces, wasmFile } from './surfaces.js';

const configuration = 'resource "aws_cloudfront_key_value_store" "s" {\n  name = "s"\n}\n';
const store = { Name: 's', Id: 'id', Comment: '', ARN: 'arn:aws:cloudfront::123456789012:key-value-store/id' };

function planned(connfn) {
  const sources = { files: { 'main.tf': configuration } };
  return connfn.plan({ sources, observed: connfn.emptyAccount(), stack: 'site-1' }).plan;
}

/** Answers each call from a list, and gives all that the run said. */
function drive(connfn, outcomes) {
  const run = new connfn.Run(planned(connfn), { concurrency: 1 });
  const said = [];
  // The time of day is more than fits into 32 bits.
  let now = 1_900_000_000_000;
  for (;;) {
    const poll = run.poll(now);
    said.push(poll, run.takeEvents());
    if (poll.finished) return { said, receipt: run.receipt() };
    for (const call of poll.calls) run.complete(call.id, outcomes.shift(), now + 5);
    now = poll.calls.length > 0 ? now + 10 : poll.wake_at_ms;
  }
}

const success = (response) => ({ result: 'success', response });

test('a run says the same on both, and ends', () => {
  const outcomes = () => [
    { result: 'not-sent', message: 'no network' },
    success({ ETag: 'E1', KeyValueStore: { ...store, Status: 'PROVISIONING' } }),
    success({ ETag: 'E1', KeyValueStore: { ...store, Status: 'PROVISIONING' } }),
    // An SDK's own answer has more members.
    success({ ETag: 'E2', KeyValueStore: { ...store, Status: 'READY' }, $metadata: { attempts: 1 } }),
  ];
  const [addon, wasm] = Object.values(surfaces).map((connfn) => drive(connfn, outcomes()));
  assert.equal(addon.receipt.result, 'complete');
  assert.equal(addon.receipt.steps[0].calls[0].sent_at_ms, 1_900_000_000_000);
  assert.equal(JSON.stringify(addon), JSON.stringify(wasm));
  for (const connfn of Object.values(surfaces)) {
    assert.equal(connfn.receiptToJson(addon.receipt), `${JSON.stringify(addon.receipt, null, 2)}\n`);
  }
});

for (const [surface, connfn] of Object.entries(surfaces)) {
  suite(`a run on ${surface}`, () => {
    test('takes no outcome twice', () => {
      const run = new connfn.Run(planned(connfn));
      const [call] = run.poll(0).calls;
      run.complete(call.id, { result: 'unknown', message: 'lost' }, 1);
      assert.throws(() => run.complete(call.id, { result: 'unknown', message: 'lost' }, 1), {
        code: 'invalid-argument',
      });
      assert.throws(() => run.complete(99, { result: 'unknown', message: 'lost' }, 1), { code: 'invalid-argument' });
    });

    test('takes parts of milliseconds, and no time that is none', () => {
      const run = new connfn.Run(planned(connfn));
      const [call] = run.poll(1234.9).calls;
      run.complete(call.id, { result: 'unknown', message: 'lost' }, 1236.2);
      const [{ sent_at_ms: sent, answered_at_ms: answered }] = run.receipt().steps[0].calls;
      assert.deepEqual([sent, answered], [1234, 1236]);
      for (const time of [-0.5, -1, NaN, Infinity, 1e300, '5', 5n, undefined]) {
        assert.throws(() => run.poll(time), { code: 'invalid-argument' }, String(time));
      }
    });

    test('is cancelled', () => {
      const run = new connfn.Run(planned(connfn));
      run.cancel();
      assert.deepEqual(run.poll(0), { calls: [], wake_at_ms: null, finished: true });
      assert.equal(run.receipt().result, 'cancelled');
    });
  });
}

test('a WASM instance that broke is replaced, and its runs are lost', async () => {
  const connfn = surfaces.wasm;
  const glue = await import(new URL('connfn.js', wasmFile));
  const run = new connfn.Run(planned(connfn));
  // Nothing that connfn is known to do breaks it, so its memory is overwritten.
  const { memory } = await glue.default({ module_or_path: readFileSync(wasmFile) });
  new Uint8Array(memory.buffer).fill(0xff);
  assert.throws(() => planned(connfn), (error) => {
    assert.equal(error.code, 'internal');
    assert.deepEqual(error.diagnostics, []);
    assert.ok(error.cause instanceof WebAssembly.RuntimeError);
    return true;
  });
  assert.equal(planned(connfn).steps.length, 2);
  assert.throws(() => run.poll(0), { code: 'internal' });
  assert.equal(new connfn.Run(planned(connfn)).poll(0).calls.length, 1);
});
