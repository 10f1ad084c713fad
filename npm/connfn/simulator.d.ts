/**
 * connfn's simulator runs connection functions without AWS. It is a module of its own, which is loaded with the first call, and works in
 * a worker, which is ended if a function does not end.
 *
 * Whatever goes wrong is thrown as a `ConnfnError` of `connfn`, by way of the promise.
 */

import type { CheckResponse, FeatureState, RenderOptions, TestReport, WasmSource } from './index.js';

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

/** A function, the connection that it decides on, and all else that it can see. */
export interface SimulationRequest {
  code: string;
  runtime: 'cloudfront-js-1.0' | 'cloudfront-js-2.0';
  /** The connection object, such as {@link connection} makes. */
  connection: object;
  /** What the associated key value store holds. Without it, none is associated. */
  store?: Record<string, string>;
  /** The instant at which the function runs, as RFC 3339 writes it: `2026-01-01T00:00:00Z` unless it is given. */
  now?: string;
  /** How far features of the runtime can be relied on, by their ids, where the table of connfn is wrong. */
  runtime_features?: Record<string, FeatureState>;
}

/** What became of a run. */
export interface SimulationOutcome {
  /** `none` if neither `allow()` nor `deny()` was called, which CloudFront takes for `deny`. */
  decision: 'allow' | 'deny' | 'none';
  /** What `console.log()` was given, a text a call. */
  logs: string[];
  /** What `logCustomData()` was given last. */
  custom_data?: string;
  error?: ScriptError;
  /** What is worth knowing beside it, such as that both decisions were called. */
  notes?: string[];
  /** Lines of the code on which a statement begins, and those of them that were run. */
  coverage: { lines: number[]; hit: number[] };
}

/** Why a function did not come to its end. */
export interface ScriptError {
  /**
   * `refused-before-run` if the runtime would refuse the code, `thrown` if the function threw or a promise of it was rejected, `limit` if it
   * used more than it may.
   */
  kind: 'refused-before-run' | 'thrown' | 'limit';
  message: string;
  /** In the function's code, from 1. */
  line?: number;
  /** In characters, from 1. */
  column?: number;
  /** The way out. */
  help?: string;
  /** The diagnostic's code, where {@link check} of `connfn` tells the same. */
  code?: string;
}

/** Which tests to run. */
export interface TestOptions {
  /** Only those whose name, or whose function's address, has this text in it. */
  filter?: string;
}

/** How to show what tests showed. */
export interface TestRenderOptions extends RenderOptions {
  /** The formats of `connfn test` by the same names; `text` is for people, and the default. */
  format?: 'text' | 'junit' | 'tap';
  /** Whether `text` says which lines of each function the tests ran. */
  coverage?: boolean;
}

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
 * Runs a function once. Whatever the code does, the promise resolves: what the runtime would refuse, throws or does not end in time is in
 * the outcome's `error`, and so is what is wrong with the connection, the runtime or the instant. It rejects for what has not the members of a
 * request, and where there is no worker.
 */
export function simulate(request: SimulationRequest): Promise<SimulationOutcome>;

/**
 * Runs the tests of the functions of a configuration, as `connfn test` does, one after the other. Give it the answer of `check` of
 * `connfn`, and give the report to `plan` as its `tests`: no function is then published of which one fails. A failed test is no error; it
 * has `problems` in the report. An answer that `needs` or `wants` something is refused, since tests may be missing in it.
 */
export function runTests(checked: Pick<CheckResponse, 'checks' | 'desired' | 'needs' | 'tests' | 'wants'>, options?: TestOptions): Promise<TestReport>;

/** Renders what tests showed: the very text of `connfn test`. */
export function renderTests(report: TestReport, options?: TestRenderOptions): Promise<string>;

/**
 * Ends the worker and frees what it holds. Calls under way fail with the code `closed`; a later call starts anew. A program of Node ends
 * without it.
 */
export function close(): Promise<void>;
