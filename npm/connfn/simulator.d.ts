/**
 * connfn's simulator makes, without AWS, what CloudFront gives to a connection function. It is a module of its own, which is loaded with
 * the first call, and works in a worker.
 *
 * Whatever goes wrong is thrown as a `ConnfnError` of `connfn`, by way of the promise.
 */

import type { WasmSource } from './index.js';

/** What the simulator needs of a worker. */
export interface WorkerLike {
  onmessage: ((event: never) => unknown) | null;
  onerror: ((event: never) => unknown) | null;
  postMessage(message: unknown): void;
  terminate(): void;
}

/** Where a browser has the parts of the simulator from. */
export interface SimulatorOptions {
  /** The file that `connfn/simulator.wasm` resolves to, or what {@link WasmSource} says. */
  wasm?: WasmSource;
  /** Makes a worker, of type `module`, of the script that `connfn/simulator/worker` resolves to. */
  worker?: () => WorkerLike;
}

/** A connection that the simulator knows by name. */
export interface ConnectionPreset {
  name: string;
  /** What is special about it. */
  title: string;
}

/** What a connection object is made of. */
export type ConnectionRequest = (
  | { preset: string }
  /** Certificates, the client's own first, then the intermediates, as the console of AWS takes them; and its address. */
  | { pem: string; client_ip?: string }
  | { object: object }
) & {
  /** Members to merge into it, object into object; null takes one away. */
  changes?: object;
};

/**
 * Says where the module and the worker are, in a browser whose bundler does not find them by itself. It is called before anything else,
 * and loads nothing. In Node there is nothing to say.
 */
export function init(options?: SimulatorOptions): void;

/** The connections that the simulator knows by name. */
export function presets(): Promise<ConnectionPreset[]>;

/** Makes the connection object that a function is given. */
export function connection(request: ConnectionRequest): Promise<Record<string, unknown>>;

/**
 * Ends the worker and frees what it holds. Calls under way fail with the code `closed`; a later call starts anew. A program of Node ends
 * without it.
 */
export function close(): Promise<void>;
