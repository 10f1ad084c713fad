// A program that uses every function, so that its types are checked.

import {
  Run,
  backend,
  check,
  checkCurrent,
  emptyAccount,
  importResource,
  init,
  isConfiguration,
  isStackName,
  observedToJson,
  plan,
  planToJson,
  readObserved,
  readPlan,
  receiptToJson,
  renderPlan,
  renderResources,
  scopeOfPlan,
  scopeOfRequest,
  show,
  version,
} from 'connfn';
import {
  close,
  connection as makeConnection,
  init as initSimulator,
  presets,
  renderTests,
  runTests,
  simulate,
  type SimulationOutcome,
} from 'connfn/simulator';
import type { Action, Configuration, ConnfnError, Diagnostic, Outcome, Plan, PlanRequest, ResponseLike, Sources, TestReport } from 'connfn';

const configuration: Configuration = {
  resource: {
    aws_cloudfront_connection_function: {
      gate: {
        name: 'gate',
        connection_function_code: '${file("gate.js")}',
        connection_function_config: { runtime: 'cloudfront-js-2.0', comment: '' },
        tags: { Team: 'edge' },
      },
    },
    aws_s3_bucket: { logs: {} },
  },
  provider: [{ aws: { region: 'us-east-1', default_tags: { tags: {} } } }],
};
const sources: Sources = { files: { 'main.tf': '', 'gate.tf.json': JSON.stringify(configuration) }, unavailable: { 'gate.js': 'missing' } };
const request: PlanRequest = { sources, observed: emptyAccount(), stack: 'site-1', mode: 'destroy', adopt: true };
const problems: Diagnostic[] = check({ sources }).diagnostics;
const line: number | undefined = problems[0]?.location?.span.start.line;

export async function main(): Promise<string> {
  await init();
  const made = plan(request).plan;
  if (!made) return `${version} ${backend} ${line}`;
  const read: Plan = readPlan(planToJson(made));
  const actions: Action[] = read.changes.map((change) => change.action);
  const stale = checkCurrent(read, readObserved(observedToJson(request.observed)));
  const names: string[] = [...scopeOfPlan(read).store_names, ...scopeOfRequest({ sources, stack: 's' }).store_names];
  const resources = show(request.observed);
  const text = renderPlan(read, { palette: 'ansi' }) + renderResources(resources, request.observed);
  const imported = importResource({ observed: request.observed, id: 'x', label: null });
  return [text, ...actions, ...names, stale.length, ...Object.keys(imported.files)].join();
}

export function drive(made: Plan): boolean {
  const run = new Run(made, { concurrency: 2 });
  const { calls, finished } = run.poll(0);
  for (const call of calls) {
    if (call.operation === 'CreateKeyValueStore') {
      const name: string = call.input.Name;
      const outcome: Outcome = { result: 'error', error: { code: 'AccessDenied', message: name } };
      run.complete(call.id, outcome, 1);
    }
  }
  // As the types of AWS's SDK are.
  const answered: { $metadata: object; ETag?: string; KeyValueStore?: { Name: string | undefined } } = { $metadata: {} };
  run.complete(0, { result: 'success', response: answered }, 1);
  for (const event of run.takeEvents()) if (event.event === 'failed') console.log(event.error);
  const named: boolean = isStackName(made.stack) && isConfiguration('main.tf');
  return named && finished && run.receipt().result === 'complete' && receiptToJson(run.receipt()).endsWith('\n');
}

export const code = (error: unknown): string => (error as ConnfnError).code;

// What the WASM can be had from, with or without the DOM's types.
export const everySource = (module: {}, response: ResponseLike): Promise<void>[] =>
  [undefined, '/connfn.wasm', { href: 'https://example.com/' }, new ArrayBuffer(1), new Uint8Array(1), module, response].map(init);
export const promised = (response: Promise<ResponseLike>): Promise<void> => init(response);
// @ts-expect-error -- a source is no number
void init(5);
// @ts-expect-error -- a source may be left out, but is not null
void init(null);
// @ts-expect-error -- there are no options
void init({ path: 'connfn.wasm' });
// @ts-expect-error -- a source is no list
void init(['connfn.wasm']);

// @ts-expect-error -- a stack is needed
plan({ sources, observed: emptyAccount() });
// @ts-expect-error -- there is no such mode
plan({ sources, observed: emptyAccount(), stack: 's', mode: 'other' });
// @ts-expect-error -- there is no such member
check({ sources, other: 1 });

export const wrong: Configuration = {
  // @ts-expect-error -- there is no such argument
  resource: { aws_cloudfront_key_value_store: { devices: { nmae: 'devices' } } },
};

const outcome: Promise<SimulationOutcome> = presets()
  .then(([preset]) => makeConnection({ preset: preset!.name, changes: { clientIp: '192.0.2.1' } }))
  .then((connection) => simulate({ code: '', runtime: 'cloudfront-js-2.0', connection, store: { key: 'value' } }));
void outcome.then(({ decision, error }) => (decision === 'none' ? error?.line : undefined));
void makeConnection({ pem: '', client_ip: '::1' });
// @ts-expect-error -- a connection is made of one thing
void makeConnection({});
// @ts-expect-error -- there is no such runtime
void simulate({ code: '', runtime: 'cloudfront-js-3.0', connection: {} });
export const tested: Promise<TestReport> = runTests(check({ sources }), { filter: 'gate' });
export const planned: Promise<Plan | null> = tested.then((tests) => plan({ ...request, tests }).plan);
export const shown: Promise<string> = tested.then((tests) => renderTests(tests, { format: 'junit' }));
void tested.then((tests) => renderTests(tests, { palette: 'ansi', coverage: true }));
// @ts-expect-error -- there is no such format
void tested.then((tests) => renderTests(tests, { format: 'xml' }));
// @ts-expect-error -- what is tested is what was checked
void runTests({ sources });
initSimulator({ worker: () => ({ onmessage: null, onerror: null, postMessage() {}, terminate() {} }) });
void close();

declare const console: { log(text: string): void };
