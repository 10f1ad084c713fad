// The simulator in Node, in a thread of its own.

import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { loadFailed } from '../errors.js';
import { api } from './api.js';
import { supervisor } from './supervisor.js';

// The same from `lib/simulator` and from `cjs/simulator`.
const file = new URL('../../wasm/simulator_bg.wasm', import.meta.url);
const script = new URL('../../lib/simulator/node-worker.js', import.meta.url);

/** There is nothing to say in Node. */
export function init() {}

let compiling;

function module() {
  compiling ??= readFile(file).then(WebAssembly.compile).catch((cause) => {
    compiling = undefined;
    throw loadFailed(`${fileURLToPath(file)} cannot be loaded`, cause);
  });
  return compiling;
}

function start(heard, failed) {
  // Nothing of the program's own is given to it.
  const worker = new Worker(script, { argv: [], env: {}, execArgv: [], stdin: false });
  worker.on('message', heard);
  worker.on('error', failed);
  worker.on('exit', () => failed(new Error('the worker ended')));
  return {
    post: (message) => worker.postMessage(message),
    end: () => void worker.terminate(),
    busy: () => worker.ref(),
    idle: () => worker.unref(),
  };
}

export const { close, connection, presets, renderTests, runTests, simulate } = api(supervisor({ module, start }));
