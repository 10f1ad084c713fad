// The functions of the simulator over a supervisor. This file is the whole surface, written once.

import { passed, placed, requestJson } from '../arguments.js';
import { failure } from '../errors.js';

/** What an answer holds: a value, or why there is none. */
function valueOf(answer, args) {
  const { ok, error } = JSON.parse(answer);
  if (error) throw placed(failure(error.code, error.message), args);
  return ok;
}

/** @param {ReturnType<typeof import('./supervisor.js').supervisor>} supervisor */
export function api({ ask, close }) {
  /** Asks, and gives the value of the answer. */
  async function value(verb, ...args) {
    const { answer, lost } = await ask(verb, ...args.map(passed));
    if (lost) throw failure('internal', `the simulator was lost (${lost})`);
    return valueOf(answer, args);
  }

  async function connection(request) {
    return value('connection', requestJson(request, []));
  }

  async function presets() {
    return value('presets');
  }

  async function simulate(request) {
    const asked = requestJson(request, ['store']);
    const { answer, lost } = await ask('simulate', asked.text);
    // A new worker says what it means that one was lost.
    return lost ? value('lost', lost) : valueOf(answer, [asked]);
  }

  return { close, connection, presets, simulate };
}
