// The functions of the simulator over a supervisor. This file is the whole surface, written once.

import { json, passed, placed, requestJson, withTexts } from '../arguments.js';
import { failure } from '../errors.js';

/** What an answer holds: a value, or why there is none. */
function valueOf(answer, args) {
  const { ok, error } = JSON.parse(answer);
  if (error) throw placed(failure(error.code, error.message), args);
  return ok;
}

/** @param {ReturnType<typeof import('./supervisor.js').supervisor>} supervisor */
export function api({ ask, close }) {
  /** What is told of a run whose worker was lost, by what for. */
  const losses = {};
  const known = ['time', 'memory', 'depth'];

  /** Asks, and gives the value of the answer. */
  async function value(verb, ...args) {
    const { answer, lost } = await ask(verb, ...args.map(passed));
    if (lost) throw failure('internal', `the simulator was lost (${lost})`);
    return valueOf(answer, args);
  }

  async function connection(request) {
    return value('connection', withTexts(requestJson(request, []), 'object', 'changes'));
  }

  async function presets() {
    return value('presets');
  }

  async function simulate(request) {
    const asked = withTexts(requestJson(request, ['store', 'runtime_features']), 'connection');
    return valueOf(await run(asked.text), [asked]);
  }

  /** Runs a function as a text asks for it, and gives the text of the answer. */
  async function run(text) {
    // What it means that a worker was lost is asked while there is one: to start another takes time.
    for (const why of known) losses[why] ??= (await ask('lost', why)).answer;
    const { answer, lost } = await ask('simulate', text);
    return lost ? (losses[lost] ?? (await ask('lost', lost)).answer) : answer;
  }

  async function runTests(checked, options = {}) {
    const args = [json(checked, 'the checked configuration'), json(options, 'the options')];
    const answers = [];
    for (const text of await value('testRuns', ...args)) answers.push(await run(text));
    return value('testReport', ...args, `[${answers.join()}]`);
  }

  async function renderTests(report, options = {}) {
    return value('renderTests', json(report, 'the report'), json(options, 'the options'));
  }

  return { close, connection, presets, renderTests, runTests, simulate };
}
