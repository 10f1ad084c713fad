// The WASM as a backend. A trap leaves an instance in a state that nobody knows, so the next call gets a new one.

import initialize, * as glue from '../wasm/connfn.js';
import { failure, isOurs } from './errors.js';

/** Counts the instances, so that a run knows whether its own is still there. */
let generation = 0;
let ready = false;

/** Begins with a compiled module, or its bytes. */
export function startSync(module) {
  glue.initSync({ module });
  ready = true;
}

/** Begins with anything that a module can be had from. */
export async function start(source) {
  await initialize({ module_or_path: source });
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
