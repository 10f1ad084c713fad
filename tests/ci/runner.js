// Runs the steps of `action.yml` as GitHub's runner does: it fills in expressions, keeps files for outputs and the summary, and
// takes the commands that steps print. It knows as much of expressions as the action uses.

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { bash, connfn, root, temporary } from './support.js';

export const action = parse(readFileSync(join(root, 'action.yml'), 'utf8'));

/** The value of an expression. */
function evaluate(expression, { inputs, steps, github, failed }) {
  const code = expression
    .replace(/\binputs\.([\w-]+)/g, (_, name) => JSON.stringify(inputs[name]))
    .replace(/\bsteps\.(\w+)\.outputs\.([\w-]+)/g, (_, step, name) => JSON.stringify(steps[step]?.[name] ?? ''))
    .replace(/\bgithub\.token\b/g, JSON.stringify(github.token))
    .replace(/\balways\(\)/g, 'true');
  const value = new Function(`return ${code}`)();
  return value && failed && !expression.includes('always()') ? false : value;
}

const fill = (text, context) =>
  String(text).replace(/\$\{\{(.*?)\}\}/g, (_, expression) => evaluate(expression.trim(), { ...context, failed: false }));

/** The commands that the runner takes from what a step prints. */
function commands(printed) {
  const taken = [];
  let until;
  for (const line of printed.split('\n')) {
    const [, name, text] = /^::([\w-]+)(?: [^:]*)?::(.*)$/.exec(line.trimStart()) ?? [];
    if (until !== undefined) {
      if (line.trimStart() === `::${until}::`) until = undefined;
    } else if (name === 'stop-commands') until = text;
    else if (name !== undefined) taken.push({ name, text });
  }
  return taken;
}

const outputs = (text) => Object.fromEntries(text.split('\n').filter(Boolean).map((line) => line.split(/=(.*)/s, 2)));

/**
 * Runs the action in a repository.
 *
 * `event` is `push`, `pull_request` or the like; `head` is whose repository a pull request comes from.
 */
export async function run(t, repository, { inputs = {}, event = 'push', head = 'org/site', environment = {}, api = '', bin } = {}) {
  const folder = temporary(t);
  const path = (name) => join(folder, name);
  const token = 'ghs_asecrettoken';
  const pull = { number: 7, title: '$(touch pwned)', head: { ref: '`touch pwned`;@everyone', repo: { full_name: head } } };
  const run = { event: 'pull_request', head_repository: { full_name: head } };
  const events = { workflow_run: { workflow_run: run }, issue_comment: { issue: { pull_request: { url: 'https://host.example' } } } };
  writeFileSync(path('event.json'), JSON.stringify(event.startsWith('pull_request') ? { pull_request: pull } : (events[event] ?? {})));
  writeFileSync(path('summary'), '');
  const defaults = Object.entries(action.inputs).map(([name, input]) => [name, input.default]);
  const context = { steps: {}, github: { token }, failed: false };
  context.inputs = Object.fromEntries(defaults.map(([name, value]) => [name, fill(value, { ...context, inputs: {} })]));
  Object.assign(context.inputs, { connfn }, inputs);
  const variables = {
    ...environment,
    GITHUB_ACTION_PATH: root,
    GITHUB_API_URL: api,
    GITHUB_EVENT_NAME: event,
    GITHUB_EVENT_PATH: path('event.json'),
    GITHUB_HEAD_REF: pull.head.ref,
    GITHUB_REPOSITORY: 'org/site',
    GITHUB_RUN_ID: '99',
    GITHUB_SERVER_URL: 'https://host.example',
    GITHUB_STEP_SUMMARY: path('summary'),
    GITHUB_WORKSPACE: repository.folder,
    RUNNER_TEMP: folder,
  };
  const result = { status: 0, printed: '', used: [], said: [] };
  for (const step of action.runs.steps) {
    const wanted = step.if ?? 'true';
    if (!evaluate(wanted, context)) continue;
    if (step.uses) {
      const given = Object.entries(step.with).map(([name, value]) => [name, fill(value, context)]);
      result.used.push({ uses: step.uses, with: Object.fromEntries(given) });
      continue;
    }
    writeFileSync(path('output'), '');
    const own = Object.entries(step.env ?? {}).map(([name, value]) => [name, fill(value, context)]);
    const env = { ...variables, ...Object.fromEntries(own), GITHUB_OUTPUT: path('output') };
    const { status, printed } = await bash(repository.folder, step.run, env, bin);
    result.printed += printed;
    result.said.push(...commands(printed));
    context.steps[step.id] = outputs(readFileSync(path('output'), 'utf8'));
    if (status !== 0) {
      context.failed = true;
      result.status = result.status || status;
    }
  }
  const given = Object.entries(action.outputs).map(([name, { value }]) => [name, fill(value, context)]);
  return {
    ...result,
    outputs: Object.fromEntries(given),
    summary: existsSync(path('summary')) ? readFileSync(path('summary'), 'utf8') : '',
    token,
    temporary: folder,
  };
}
