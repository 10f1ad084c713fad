// Arguments on their way in. An object becomes JSON text here, in JavaScript: whatever a getter, a proxy or a cycle does
// happens before a call into Rust begins, and what is read is what JSON says that the object is.

import { invalidArgument } from './errors.js';

/** The longest text that is passed on, in UTF-16 units: as many as a plan file may have bytes. */
const LONGEST = 256 * 1024 * 1024;

/** A value as JSON text. `what` names the argument in a message. */
export function json(value, what) {
  if (value === undefined) throw invalidArgument(`${what} is not given`);
  let text;
  try {
    text = JSON.stringify(value);
  } catch (cause) {
    throw invalidArgument(`${what} cannot be written as JSON`, cause);
  }
  if (typeof text !== 'string') throw invalidArgument(`${what} has no JSON form`);
  return short(text, what);
}

/** A text as it is. One with half a surrogate pair has no UTF-8 form, and would arrive as another text. */
export function text(value, what) {
  if (typeof value !== 'string') throw invalidArgument(`${what} is not a string`);
  if (!short(value, what).isWellFormed()) throw invalidArgument(`${what} is not well-formed Unicode`);
  return value;
}

/** A time in whole milliseconds. `performance.now()` gives parts of them too. */
export const time = (value) => Math.floor(number(value, 'the time'));

export function number(value, what) {
  if (typeof value !== 'number') throw invalidArgument(`${what} is not a number`);
  return value;
}

function short(value, what) {
  if (value.length > LONGEST) throw invalidArgument(`${what} is longer than ${LONGEST} characters`);
  return value;
}
