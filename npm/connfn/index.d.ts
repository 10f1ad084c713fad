/**
 * connfn plans AWS CloudFront connection functions from Terraform configuration. Every function takes and gives plain
 * values that are the same, and have the same JSON, as those of the native command.
 *
 * Whatever goes wrong is thrown as a {@link ConnfnError}.
 */

import type {
  CheckFunctionRequest,
  CheckFunctionResponse,
  CheckRequest,
  CheckResponse,
  ConvertRequest,
  ConvertResponse,
  EvaluateRequest,
  EvaluateResponse,
  Diagnostic,
  Event,
  ImportAllResponse,
  ImportRequest,
  ImportResponse,
  ObservedState,
  Outcome,
  OutputsRequest,
  OutputsResponse,
  Plan,
  PlanRequest,
  PlanResponse,
  Poll,
  Receipt,
  RollbackRequest,
  Scope,
  ScopeRequest,
  ShownResource,
} from './types.js';

export type * from './types.js';

/**
 * What every function throws. It is a type and no class: an `Error` is one if it has `code` and `diagnostics`
 * (`'code' in error && 'diagnostics' in error`). `structuredClone` and `postMessage` keep neither; copy the members.
 */
export interface ConnfnError extends Error {
  /**
   * Stable: a diagnostic's code such as `CF0503`, `invalid-argument`, `not-initialized` (a browser's page that did not wait
   * for {@link init}), `load-failed` (the WASM cannot be had, or is not this version's), or `internal` for a fault of connfn
   * itself, after which the next call works as ever.
   */
  code: string;
  /** Why connfn refused what it was given; empty for the codes that are words. */
  diagnostics: Diagnostic[];
}

/** How to render for people. */
export interface RenderOptions {
  /** `ansi` colours the text with escape sequences. The default is `plain`. */
  palette?: 'plain' | 'ansi';
}

/** How to render a plan. */
export interface PlanRenderOptions extends RenderOptions {
  /**
   * `markdown` is made for a comment on a pull request: a table, folded differences, at most 60,000 characters, without colour.
   * Names, code and messages of others can neither format it nor mention anybody.
   */
  format?: 'text' | 'markdown';
  /** The diagnostics that came with the plan, which Markdown shows with it. */
  diagnostics?: Diagnostic[];
}

/** How to run. */
export interface RunOptions {
  /** Most calls in flight at once. */
  concurrency?: number;
}

/** connfn's version. */
export const version: string;

/** What answers: the native addon, or the WASM. Both give the same answers. */
export const backend: 'addon' | 'wasm';

/** A `Response`, as far as this package looks at it. Programs whose types have no DOM can use it too. */
export interface ResponseLike {
  readonly headers: { get(name: string): string | null };
  readonly ok: boolean;
  readonly status: number;
  readonly url: string;
  arrayBuffer(): Promise<ArrayBuffer>;
}

/** A `WebAssembly.Module`, which has no members: this says what it lacks. */
export interface ModuleLike {
  readonly href?: never;
  readonly length?: never;
  readonly ok?: never;
  readonly then?: never;
}

/** What the WASM can be had from: a URL, a `Response` or a promise of one, bytes, or a `WebAssembly.Module`. */
export type WasmSource =
  | string
  | { readonly href: string }
  | ResponseLike
  | PromiseLike<ResponseLike>
  | ArrayBuffer
  | ArrayBufferView
  | ModuleLike;

/**
 * Loads the WASM in a browser; wait for it before anything else. Without a source, the file that the package carries is loaded.
 * Once it is loaded, or while it is loading, another call is ignored whatever its source is: it gives the same promise. After
 * a failure (`load-failed`, or `invalid-argument` for a source that is none) the next call starts anew. In Node there is
 * nothing to load, and this does nothing.
 */
export function init(source?: WasmSource): Promise<void>;

/**
 * Whether a file of the configuration's folder, by its name in it, is read whether or not anything names it: `main.tf`,
 * `gate.tf.json`, `terraform.tfvars` and the like.
 */
export function isConfiguration(name: string): boolean;

/** Whether a text can name a stack. */
export function isStackName(name: string): boolean;

/** Reads a configuration and reports all that is wrong with it, and what it asks for. */
export function check(request: CheckRequest): CheckResponse;

/** Checks the code of one function, without a configuration. */
export function checkFunction(request: CheckFunctionRequest): CheckFunctionResponse;

/**
 * Writes the documents of a configuration as one document of another format, which means the same. Expressions are copied and not
 * worked out; comments of `.tf`, YAML and TOML files are lost, aliases of YAML are
 * written out, and the folders of modules are left alone.
 */
export function convert(request: ConvertRequest): ConvertResponse;

/**
 * Evaluates expressions in the scope of a configuration, which may be empty, and gives their values as Terraform's console prints
 * them.
 */
export function evaluate(request: EvaluateRequest): EvaluateResponse;

/** Computes the plan that makes CloudFront what a configuration says. */
export function plan(request: PlanRequest): PlanResponse;

/** Renders a plan for people. */
export function renderPlan(plan: Plan, options?: PlanRenderOptions): string;

/** The plan as the text of a file, byte for byte as the command writes it. */
export function planToJson(plan: Plan): string;

/** Reads a plan from the text of a file and trusts nothing in it: it must be whole, of this version and as it was made. */
export function readPlan(text: string): Plan;

/** The observed state as the text of a file, byte for byte as the command writes it. */
export function observedToJson(observed: ObservedState): string;

/** Reads an observed state from the text of a file, such as `connfn observe` writes. */
export function readObserved(text: string): ObservedState;

/** The receipt of a run as the text of a file, byte for byte as the command writes it. */
export function receiptToJson(receipt: Receipt): string;

/** Reads a receipt from the text of a file and trusts nothing in it: it must be whole, of this version and as the run left it. */
export function readReceipt(text: string): Receipt;

/**
 * Works the outputs of a configuration out. What CloudFront sets of a resource is as it is in `observed`, if the stack owns it
 * there, and else known only after apply.
 */
export function outputs(request: OutputsRequest): OutputsResponse;

/**
 * Computes the plan that brings back what was before a run, as far as CloudFront can. It is about what that run was to change,
 * and about nothing else.
 */
export function rollback(request: RollbackRequest): PlanResponse;

/** What has to be observed before {@link rollback} can answer. */
export function scopeOfRollback(receipt: Receipt): Scope;

/** The observed state of an account in which nothing exists. */
export function emptyAccount(): ObservedState;

/** Every way in which reality has overtaken a plan. Nothing of the plan may be done if there is one. */
export function checkCurrent(plan: Plan, observed: ObservedState): Diagnostic[];

/** What has to be observed before {@link plan} can answer a request about this configuration. */
export function scopeOfRequest(request: ScopeRequest): Scope;

/** What has to be observed before {@link checkCurrent} can judge a saved plan. */
export function scopeOfPlan(plan: Plan): Scope;

/** What exists, resource by resource, with the attributes that Terraform's resources export. */
export function show(observed: ObservedState): ShownResource[];

/** Renders resources for people, as blocks. */
export function renderResources(resources: ShownResource[], observed: ObservedState, options?: RenderOptions): string;

/** Writes the configuration of everything in an account that no stack owns. */
export function importAll(observed: ObservedState): ImportAllResponse;

/** Writes the configuration of a resource that exists. */
export function importResource(request: ImportRequest): ImportResponse;

/**
 * A plan being carried out, as a state machine without I/O: it says which calls to make and is told what became of them.
 * The caller owns the clock and the network. Times are milliseconds from any fixed start, such as those of `Date.now()` and
 * `performance.now()`; parts of a millisecond are left out. One that is negative, not a number or beyond all clocks is refused.
 */
export class Run {
  /** Begins. The plan must be applicable and as it was made. */
  constructor(plan: Plan, options?: RunOptions);
  /**
   * Says what to do at this time. If there are no calls, `wake_at_ms` is null and the run is not finished, it waits for answers
   * to calls in flight: complete one, then poll again.
   */
  poll(nowMs: number): Poll;
  /**
   * Takes what became of a call. The response of a success may be an SDK's own object, whatever its type says of members that
   * CloudFront always gives; code in it must be a text.
   */
  complete(callId: number, outcome: Outcome | { result: 'success'; response: object }, nowMs: number): void;
  /** Starts no further call. Calls in flight are to be completed. */
  cancel(): void;
  /** What happened since this was last asked. */
  takeEvents(): Event[];
  /** The account of the run so far. */
  receipt(): Receipt;
}
