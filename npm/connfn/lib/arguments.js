// Arguments on their way in. An object becomes JSON text here, in JavaScript: whatever a getter, a proxy or a cycle does
// happens before a call into Rust begins, and what is read is what JSON says that the object is.

import { invalidArgument } from './errors.js';
import { half, placeOf, unwritable } from './place.js';

/** The longest text that is passed on, in UTF-16 units: as many as a plan file may have bytes. */
const LONGEST = 256 * 1024 * 1024;

/** A value as JSON text, and what the argument is called in a message. */
class Json {
  constructor(text, what) {
    this.text = text;
    this.what = what;
  }
}

/** A value as JSON text. `what` names the argument in a message. */
export function json(value, what) {
  if (value === undefined) throw invalidArgument(`${what} is not given`);
  let text;
  try {
    text = JSON.stringify(value);
  } catch (cause) {
    const place = placeOf(value, unwritable);
    throw invalidArgument(place ? `${what} cannot be written as JSON: ${place}` : `${what} cannot be written as JSON`, cause);
  }
  if (typeof text !== 'string') throw invalidArgument(`${what} has no JSON form`);
  return new Json(short(text, what), what);
}

/** Members of a request about a configuration that hold entries by name. */
const SOURCES = ['sources.files', 'sources.listings', 'sources.unavailable'];

/** A request as JSON text, with the members that hold entries. Of a `Map` nothing would be left in it, and nobody would know. */
export function requestJson(request, entries = SOURCES) {
  const written = json(request, 'the request');
  for (const path of entries) {
    if (losesEntries(request, ...path.split('.'))) throw invalidArgument(`\`${path}\` is no plain object`);
  }
  return written;
}

/** The same JSON, but with some members of it as texts of their own: whoever reads it reads these by rules of theirs. */
export function withTexts({ text, what }, ...names) {
  const value = JSON.parse(text);
  for (const name of names) if (Object.hasOwn(Object(value), name)) value[name] = json(value[name], what).text;
  return json(value, what);
}

/** Whether a member is an object of which JSON does not say what it holds. */
function losesEntries(value, ...names) {
  try {
    for (const name of names) {
      if (writesItself(value)) return false;
      value = value[name];
    }
    if (value === null || typeof value !== 'object' || writesItself(value)) return false;
    const prototype = Object.getPrototypeOf(value);
    // Only the prototype of plain objects has none itself, in every realm.
    return prototype !== null && Object.getPrototypeOf(prototype) !== null;
  } catch {
    // It is not there, or it is not the same when it is read again.
    return false;
  }
}

const writesItself = (value) => typeof value.toJSON === 'function';

/** Calls with arguments of which some are JSON. */
export function passing(call, args) {
  try {
    return call(...args.map(passed));
  } catch (error) {
    throw placed(error, args);
  }
}

/** An argument as it is passed on. */
export const passed = (arg) => (arg instanceof Json ? arg.text : arg);

/** An error of Rust. Where it could not read JSON, the place in it is told by its member. */
export function placed(error, args) {
  if (error?.code !== 'invalid-argument' || !/hex escape|surrogate/.test(error.message)) return error;
  for (const arg of args) {
    const place = arg instanceof Json && placeOf(JSON.parse(arg.text), half);
    if (place) return invalidArgument(`${arg.what} is not well-formed Unicode: ${place}`, error);
  }
  return error;
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
