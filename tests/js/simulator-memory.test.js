// Memory of the simulator: many calls leave the process as it was, and its module can never have more than it may.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { closing, declared, request, simulators, wasmFile } from './simulators.js';

closing();
const MIB = 1024 * 1024;
const { node } = simulators;

const code = 'function connectionHandler(c) {\n  console.log(JSON.stringify(c));\n  c.deny();\n}\n';
const address = 'aws_cloudfront_connection_function.f';
const checked = {
  desired: { functions: { [address]: { name: 'f', code, comment: '', runtime: 'cloudfront-js-2.0', publish: true, tags: {}, tags_all: {} } }, stores: {} },
  tests: { [address]: [{ name: 't', connection: { source: { preset: 'valid' }, object: '{}' }, store: null, expect: { decision: 'deny' } }] },
};
const report = await node.runTests(checked);

const calls = {
  connection: () => node.connection({ preset: 'revoked' }),
  presets: () => node.presets(),
  renderTests: () => node.renderTests(report),
  runTests: () => node.runTests(checked),
  simulate: () => node.simulate(request(code)),
  'simulate, failing': () => node.simulate(request('function connectionHandler(c) {\n  null.x;\n}\n')),
};

test('every function is here', () => {
  const here = Object.keys(calls).filter((name) => !name.includes(','));
  assert.deepEqual([...here, 'close', 'init'].sort(), declared);
});

/** Lets finalizers run. */
async function settle() {
  for (let round = 0; round < 4; round += 1) {
    globalThis.gc();
    await new Promise((resolve) => setImmediate(resolve));
  }
}

for (const [name, call] of Object.entries(calls)) {
  test(`memory after ${name}`, async () => {
    const rounds = async (count) => {
      for (let n = 0; n < count; n += 1) await call();
      await settle();
      return process.memoryUsage();
    };
    const before = await rounds(100);
    const after = await rounds(400);
    const grown = { js: after.heapUsed - before.heapUsed, all: after.rss - before.rss };
    assert.ok(grown.js < 2 * MIB, `the JavaScript heap grew by ${grown.js / MIB} MiB`);
    // What the engine makes for one run is a megabyte.
    assert.ok(grown.all < 16 * MIB, `the process grew by ${grown.all / MIB} MiB`);
  });
}

test('the module has 256 MiB at most', () => {
  const module = new WebAssembly.Module(readFileSync(wasmFile));
  const imports = {};
  for (const { module: from, name } of WebAssembly.Module.imports(module)) (imports[from] ??= {})[name] = () => {};
  const { memory } = new WebAssembly.Instance(module, imports).exports;
  const page = 64 * 1024;
  memory.grow((256 * MIB - memory.buffer.byteLength) / page);
  assert.throws(() => memory.grow(1), RangeError);
});
