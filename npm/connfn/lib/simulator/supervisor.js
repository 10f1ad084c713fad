// Owns a worker: asks it one question after the other, ends it when an answer does not come, and has another one for the next question. A
// function that runs forever, or fills its memory, costs a worker and nothing else.

import { failure, isOurs, loadFailed } from '../errors.js';
import { LATE, conversation } from './conversation.js';

/** How long a function may run, in milliseconds. CloudFront gives it some. */
const PATIENCE = 1800;

/** How long all else may take, which is connfn's own work: a worker to be there, a report to be written. */
const OWN_WORK = 20_000;

/** Memory from which on a trap is taken for the want of more, in bytes; the module has 256 MiB at most. */
const FULL = 192 * 1024 * 1024;

/**
 * What engines say of a stack that is at its end: of their own, or of the one within the module, below which there is no memory.
 */
const DEEP = /call stack|recursion|out of bounds/i;

/**
 * A run that nobody asked for, the first of every worker: the module is compiled as it is first used, and that is not the function's time.
 */
const FIRST_RUN = JSON.stringify({
  code: 'function connectionHandler(connection) {\n  connection.deny();\n}\n',
  runtime: 'cloudfront-js-2.0',
  connection: '{}',
});

/** What a trap was for. */
function reasonOf({ message, memory }) {
  if (memory >= FULL) return 'memory';
  return DEEP.test(message) ? 'depth' : message;
}

const internal = (cause) => failure('internal', 'the simulator failed in a way that it never should', cause);

/**
 * @param {object} platform
 * @param {() => Promise<WebAssembly.Module>} platform.module gives the module, compiled
 * @param {Parameters<typeof conversation>[0]} platform.start starts a worker
 */
export function supervisor({ module, start }) {
  /** The worker that is there, or will be. */
  let current;
  /** The workers that have run something. */
  const used = new WeakSet();
  /** The end of what was asked last. */
  let last = Promise.resolve();

  async function begin() {
    const compiled = await module();
    let worker;
    try {
      worker = conversation(start);
      const reply = await worker.tell({ module: compiled }, OWN_WORK);
      if (!reply.ready) throw new Error(reply === LATE ? `it is not there after ${OWN_WORK / 1000} s` : reply.trap.message);
      return worker;
    } catch (error) {
      worker?.end(error);
      throw isOurs(error) ? error : loadFailed('the worker of the simulator cannot be started', error);
    }
  }

  async function dismiss(error) {
    const dismissed = current;
    current = undefined;
    await dismissed?.then((worker) => worker.end(error), () => {});
  }

  async function once(verb, args) {
    current ??= begin();
    let reply;
    try {
      const worker = await current;
      if (verb === 'simulate' && !used.has(worker)) {
        used.add(worker);
        await worker.tell({ verb, args: [FIRST_RUN] }, OWN_WORK);
      }
      reply = await worker.tell({ verb, args }, verb === 'simulate' ? PATIENCE : OWN_WORK);
    } catch (error) {
      const told = isOurs(error) ? error : internal(error);
      await dismiss(told);
      throw told;
    }
    if ('answer' in Object(reply)) return { answer: reply.answer };
    await dismiss(internal());
    if (reply === LATE) return { lost: 'time' };
    return { lost: reasonOf(reply.trap) };
  }

  return {
    /** Asks in turn. Gives the answer, or what the worker was lost for: `time`, `memory`, `depth`, or what the engine says of its end. */
    ask(verb, ...args) {
      const answered = last.then(() => once(verb, args));
      last = answered.catch(() => {});
      return answered;
    },

    /** Ends the worker. Whoever waits for an answer gets an error; whoever asks later has a worker again. */
    close: () => dismiss(failure('closed', 'the simulator was closed')),
  };
}
