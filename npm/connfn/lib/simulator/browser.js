// The simulator in browsers, and wherever else there are workers and no Node.

import { refuseForeign } from '../checked.js';
import { invalidArgument } from '../errors.js';
import { compiled } from '../source.js';
import { api } from './api.js';
import { supervisor } from './supervisor.js';

let options = {};
let compiling;

/** Says where the module and the worker are from, before anything else is called; needed only where a bundler does not find them. */
export function init(given = {}) {
  if (given === null || typeof given !== 'object') throw invalidArgument('the options are no object');
  const { wasm, worker } = given;
  if (worker !== undefined && typeof worker !== 'function') throw invalidArgument('the worker is no function that makes one');
  options = { wasm, worker };
  compiling = undefined;
}

async function load() {
  const { module, what } = await compiled(options.wasm ?? new URL('../../wasm/simulator_bg.wasm', import.meta.url));
  await refuseForeign(module, ['connection', 'simulate', 'version'], what);
  return module;
}

function module() {
  compiling ??= load().catch((error) => {
    compiling = undefined;
    throw error;
  });
  return compiling;
}

/** A bundler looks for these very words. */
const own = () => new Worker(new URL('./browser-worker.js', import.meta.url), { type: 'module' });

function start(heard, failed) {
  const worker = (options.worker ?? own)();
  worker.onmessage = ({ data }) => heard(data);
  worker.onerror = (event) => {
    event.preventDefault();
    failed(new Error(event.message || 'the script of the worker cannot be loaded'));
  };
  return { post: (message) => worker.postMessage(message), end: () => worker.terminate(), busy() {}, idle() {} };
}

export const { close, connection, presets, renderTests, runTests, simulate } = api(supervisor({ module, start }));
