// The surfaces of the simulator under test: Node's, as ES module and as CommonJS, and what a browser gets, with threads for workers.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after } from 'node:test';
import { Worker } from 'node:worker_threads';
import { packageFolder } from './surfaces.js';

export const wasmFile = new URL('wasm/simulator_bg.wasm', packageFolder);

const node = await import(new URL('lib/simulator/node.js', packageFolder));
const commonjs = createRequire(import.meta.url)(new URL('cjs/simulator/node.js', packageFolder).pathname);
const browser = await import(new URL('lib/simulator/browser.js', packageFolder));

// What a browser has and Node has not, as far as the simulator asks for it.
browser.init({
  wasm: readFileSync(wasmFile),
  worker() {
    const worker = new Worker(new URL('lib/simulator/node-worker.js', packageFolder));
    const port = { postMessage: (message) => worker.postMessage(message), terminate: () => worker.terminate() };
    worker.on('message', (data) => port.onmessage({ data }));
    worker.on('error', (error) => port.onerror({ message: error.message, preventDefault() {} }));
    return port;
  },
});

export const simulators = { node, commonjs, browser };

/** Ends their workers when the tests of a file are over. */
export const closing = () => after(() => Promise.all(Object.values(simulators).map(({ close }) => close())));

/** The names that the types declare, sorted. */
export const declared = [
  ...readFileSync(new URL('simulator.d.ts', packageFolder), 'utf8').matchAll(/^export (?:const|function) (\w+)/gm),
].map(([, name]) => name).sort();

export const PERMIT = 'function connectionHandler(connection) {\n  connection.allow();\n}\n';

const valid = await node.connection({ preset: 'valid' });

/** A run of a function on a valid connection. */
export const request = (code, more) => ({ code, runtime: 'cloudfront-js-2.0', connection: valid, ...more });
