// The simulator, loaded when it is first used: it is larger than all else of the page.

import wasm from 'connfn/simulator.wasm';

const script = new URL('simulator-worker.js', import.meta.url);

/** The page's policy lets nothing become a script but this one file. */
function trusted() {
  const policy = globalThis.trustedTypes?.createPolicy('simulator-worker', { createScriptURL: () => script.href });
  const address = policy ? policy.createScriptURL('') : script;
  return () => new Worker(address, { type: 'module' });
}

async function load() {
  const simulator = await import('connfn/simulator');
  simulator.init({ wasm: new URL(wasm, import.meta.url), worker: trusted() });
  return simulator;
}

let loading;

/** @returns {Promise<typeof import('connfn/simulator')>} */
export const simulator = () => (loading ??= load());
