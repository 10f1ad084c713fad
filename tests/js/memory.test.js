// Memory: ten thousand calls of each function, with answers and with errors, leave the heap as it was.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { suite, test } from 'node:test';
import { planCase } from './cases.js';
import { declared, surfaces, wasmFile } from './surfaces.js';

const CALLS = 10_000;
const MIB = 1024 * 1024;

/** Lets finalizers run. */
async function settle() {
  for (let round = 0; round < 4; round += 1) {
    globalThis.gc();
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** Every function on one surface, answering and failing. */
function calls(connfn) {
  const { request, response } = planCase(connfn, 'adopt-by-option');
  const { sources, observed, stack } = request;
  const { plan } = response;
  const texts = { plan: connfn.planToJson(plan), observed: connfn.observedToJson(observed) };
  const resources = connfn.show(observed);
  const receipt = new connfn.Run(plan).receipt();
  const failing = (call) => () => {
    try {
      call();
    } catch {
      return;
    }
    assert.fail('it did not fail');
  };
  const run = () => {
    const run = new connfn.Run(plan);
    const [call] = run.poll(0).calls;
    run.complete(call.id, { result: 'unknown', message: 'x' }, 1);
    run.takeEvents();
    run.receipt();
    run.cancel();
  };
  return {
    check: () => connfn.check({ sources }),
    checkFunction: () => connfn.checkFunction({ code: 'function connectionHandler(c) { for (const a of c) a(); }' }),
    convert: () => connfn.convert({ sources, to: 'yaml' }),
    'check, failing': failing(() => connfn.check({ sources: 1 })),
    plan: () => connfn.plan(request),
    renderPlan: () => connfn.renderPlan(plan),
    planToJson: () => connfn.planToJson(plan),
    observedToJson: () => connfn.observedToJson(observed),
    readPlan: () => connfn.readPlan(texts.plan),
    'readPlan, failing with diagnostics': failing(() => connfn.readPlan('{}')),
    readObserved: () => connfn.readObserved(texts.observed),
    emptyAccount: () => connfn.emptyAccount(),
    checkCurrent: () => connfn.checkCurrent(plan, connfn.emptyAccount()),
    outputs: () => connfn.outputs({ sources, stack, observed }),
    scopeOfRequest: () => connfn.scopeOfRequest({ sources, stack }),
    evaluate: () => connfn.evaluate({ sources, expressions: ['1 + 1', 'nope'] }),
    scopeOfPlan: () => connfn.scopeOfPlan(plan),
    show: () => connfn.show(observed),
    renderResources: () => connfn.renderResources(resources, observed),
    importAll: () => connfn.importAll(observed),
    importResource: () => connfn.importResource({ observed, id: resources[0].import_id }),
    receiptToJson: () => connfn.receiptToJson(receipt),
    readReceipt: () => connfn.readReceipt(connfn.receiptToJson(receipt)),
    rollback: () => connfn.rollback({ receipt, observed }),
    scopeOfRollback: () => connfn.scopeOfRollback(receipt),
    isConfiguration: () => connfn.isConfiguration('main.tf'),
    isStackName: () => connfn.isStackName('site-1'),
    Run: run,
    'Run, failing': failing(() => new connfn.Run({})),
  };
}

test('every function is here', () => {
  const here = Object.keys(calls(surfaces.addon)).filter((name) => !name.includes(','));
  assert.deepEqual([...here, 'backend', 'init', 'version'].sort(), declared);
});

for (const [surface, connfn] of Object.entries(surfaces)) {
  suite(`memory of ${surface}`, () => {
    for (const [name, call] of Object.entries(calls(connfn))) {
      test(name, async () => {
        const rounds = async (count) => {
          for (let n = 0; n < count; n += 1) {
            call();
            if (n % 1_000 === 0) await settle();
          }
          await settle();
          return { js: process.memoryUsage().heapUsed, all: process.memoryUsage().rss };
        };
        const before = await rounds(CALLS / 10);
        const after = await rounds(CALLS);
        const grown = { js: after.js - before.js, all: after.all - before.all };
        assert.ok(grown.js < 2 * MIB, `the JavaScript heap grew by ${grown.js / MIB} MiB`);
        // 400 bytes lost a call would be 4 MiB; the allocator and the compiler move the rest.
        assert.ok(grown.all < 24 * MIB, `the process grew by ${grown.all / MIB} MiB`);
      });
    }
  });
}

test('the memory of the WASM stays as large as it is', async () => {
  // Asked again, the glue gives the instance that there is.
  const glue = await import(new URL('connfn.js', wasmFile));
  const { memory } = await glue.default({ module_or_path: readFileSync(wasmFile) });
  const connfn = surfaces.wasm;
  for (const call of Object.values(calls(connfn))) for (let n = 0; n < 500; n += 1) call();
  await settle();
  const before = memory.buffer.byteLength;
  for (const call of Object.values(calls(connfn))) {
    for (let n = 0; n < 2_000; n += 1) {
      call();
      if (n % 1_000 === 0) await settle();
    }
  }
  assert.equal(memory.buffer.byteLength, before);
});
