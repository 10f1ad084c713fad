// connfn in Node: the addon where one fits, the WASM everywhere else.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { backendOf, findAddon } from './addon.js';
import { api } from './api.js';
import { version } from './build.js';
import * as wasm from './wasm.js';

const addon = findAddon(createRequire(import.meta.url));

/** The WASM, compiled when it is first needed. */
function lazily(backend) {
  const start = () => {
    if (!wasm.isReady()) wasm.startSync(readFileSync(new URL('../wasm/connfn_bg.wasm', import.meta.url)));
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
  checkCurrent,
  emptyAccount,
  importResource,
  isConfiguration,
  isStackName,
  observedToJson,
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
