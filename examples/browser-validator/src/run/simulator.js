// The simulator, loaded when it is first used: it is larger than all else of the page.

import wasm from 'connfn/simulator.wasm';

const script = new URL('simulator-worker.js', import.meta.url);

/** The page's policy lets nothing become a script but this one file, and gives a policy of a name once. */
const policy = globalThis.trustedTypes?.createPolicy('simulator-worker', { createScriptURL: () => script.href });
const worker = () => new Worker(policy ? policy.createScriptURL('') : script, { type: 'module' });

async function load() {
  const simulator = await import('connfn/simulator');
  simulator.init({ wasm: new URL(wasm, import.meta.url), worker });
  return simulator;
}

let loading;

/**
 * What could not be loaded is tried again the next time.
 * @returns {Promise<typeof import('connfn/simulator')>}
 */
export function simulator() {
  loading ??= load().catch((error) => {
    loading = undefined;
    throw error;
  });
  return loading;
}
