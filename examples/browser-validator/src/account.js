// What the plan is made against: the stack's name and the account's observed state.

import { byId } from './dom.js';
import { takeChosen, takeDrops } from './reading.js';
import { sampleObserved } from './samples/index.js';

export function account(model) {
  const stack = byId('stack');
  const observed = byId('observed');
  const fill = (text) => {
    observed.value = text;
    model.set({ observed: text });
  };
  // A file that is not text is no observed state, and the planner says so.
  const take = ([file]) => file && fill(file.text ?? `${file.path} is not UTF-8 text`);

  stack.value = model.stack;
  stack.addEventListener('input', () => model.set({ stack: stack.value }));
  observed.addEventListener('input', () => model.set({ observed: observed.value }));
  byId('observed-sample').addEventListener('click', () => fill(sampleObserved));
  byId('observed-clear').addEventListener('click', () => fill(''));
  const chooser = byId('observed-file');
  byId('observed-open').addEventListener('click', () => chooser.click());
  takeChosen(chooser, take);
  takeDrops(byId('account'), take);
}

/** Says in words what the account holds. */
export function describe(observed, text) {
  if (!observed) return 'This is not an observed state.';
  const functions = Object.keys(observed.functions).length;
  const stores = Object.keys(observed.stores).length;
  if (text.trim() === '') return 'An empty account.';
  return `${count(functions, 'function')} and ${count(stores, 'key value store')}.`;
}

export const count = (number, noun) => `${number} ${noun}${number === 1 ? '' : 's'}`;
