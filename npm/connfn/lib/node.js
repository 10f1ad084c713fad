// connfn in Node: the addon where one fits, the WASM everywhere else.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { backendOf, findAddon } from './addon.js';
import { api } from './api.js';
import { version } from './build.js';
import { failure } from './errors.js';
import * as wasm from './wasm.js';

const addon = findAddon(createRequire(import.meta.url));

const file = new URL('../wasm/connfn_bg.wasm', import.meta.url);

function read() {
  try {
    return readFileSync(file);
  } catch (cause) {
    const help = 'if this is a bundle, mark `connfn` as external, or put the file that `connfn/connfn.wasm` resolves to there';
    throw failure('load-failed', `${fileURLToPath(file)} cannot be read (${cause.code}): ${help}`, cause);
  }
}

/** The WASM, compiled when it is first needed. */
function lazily(backend) {
  const start = () => {
    if (!wasm.isReady()) wasm.startSync(read(), fileURLToPath(file));
  };
  const started = (method) => (...args) => (start(), backend[method](...args));
  return { ...backend, call: started('call'), run: started('run') };
}

export const backend = addon ? 'addon' : 'wasm';

/** There is nothing to wait for in Node. */
export async function init() {}

export const {
  Run,
  check,
  checkFunction,
  checkCurrent,
  convert,
  emptyAccount,
  evaluate,
  importAll,
  importResource,
  isConfiguration,
  isStackName,
  observedToJson,
  outputs,
  plan,
  planToJson,
  readObserved,
  readPlan,
  readReceipt,
  receiptToJson,
  renderPlan,
  renderResources,
  rollback,
  scopeOfPlan,
  scopeOfRequest,
  scopeOfRollback,
  show,
} = api(addon ? backendOf(addon) : lazily(wasm.backend));

export { version };
