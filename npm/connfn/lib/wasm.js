// The WASM as a backend. A trap leaves an instance in a state that nobody knows, so the next call gets a new one.

import initialize, * as glue from '../wasm/connfn.js';
import { idle, refuseForeign, refuseOther, refuseStranger } from './checked.js';
import { failure, isOurs, loadFailed } from './errors.js';
import { compiled } from './source.js';

/** Counts the instances, so that a run knows whether its own is still there. */
let generation = 0;
let ready = false;

/** What the glue has besides the functions that it hands through to exports of the same name. */
const OWN = new Set(['Run', '__wbg_reset_state', 'default', 'initSync']);
const EXPORTS = ['memory', '__wbindgen_start', 'run_new', ...Object.keys(glue).filter((name) => !OWN.has(name))];

/** Begins with the bytes of a module. The glue keeps the first instance for ever, so what a module is must be known before. */
export function startSync(bytes, what) {
  try {
    const module = new WebAssembly.Module(bytes);
    refuseStranger(module, EXPORTS, what);
    refuseOther(new WebAssembly.Instance(module, idle(module)), what);
    glue.initSync({ module });
  } catch (error) {
    throw isOurs(error) ? error : loadFailed(`${what} cannot be loaded`, error);
  }
  ready = true;
}

/** Begins with anything that a module can be had from. */
export async function start(source) {
  const { module, what } = await compiled(source);
  try {
    await refuseForeign(module, EXPORTS, what);
    await initialize({ module_or_path: module });
  } catch (error) {
    throw isOurs(error) ? error : loadFailed(`${what} cannot be loaded`, error);
  }
  ready = true;
}

export const isReady = () => ready;

function guarded(work) {
  if (!ready) throw failure('not-initialized', 'call `init()` and wait for it before anything else');
  try {
    return work();
  } catch (error) {
    if (isOurs(error)) throw error;
    generation += 1;
    glue.__wbg_reset_state();
    throw failure('internal', 'connfn failed in a way that it never should', error);
  }
}

export const backend = {
  call: (name, ...args) => guarded(() => glue[name](...args)),

  run(plan, options) {
    const run = guarded(() => new glue.Run(plan, options));
    const own = generation;
    return {
      call(method, ...args) {
        if (own !== generation) throw failure('internal', 'this run was lost in an earlier failure');
        return guarded(() => run[method](...args));
      },
    };
  },

  value: (result) => result,
};
