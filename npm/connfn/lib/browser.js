// connfn in browsers, and wherever else there is WASM and no Node.

import { api } from './api.js';
import { version } from './build.js';
import * as wasm from './wasm.js';

export const backend = 'wasm';

let starting;

/** Loads the WASM, once: from beside this file unless another source is given. A failure may be tried again. */
export function init(source = new URL('../wasm/connfn_bg.wasm', import.meta.url)) {
  starting ??= wasm.start(source).catch((error) => {
    starting = undefined;
    throw error;
  });
  return starting;
}

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
} = api(wasm.backend);

export { version };
