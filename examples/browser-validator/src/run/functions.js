// The functions that can be run: those of the configuration, wherever their code is written, and the files that are none of these.

import { placeOf } from './place.js';

/**
 * @typedef {object} RunnableFunction
 * @property {string} name its address, or the path of its file
 * @property {string} code
 * @property {string} [runtime] what the configuration says of it
 * @property {boolean} [hasStore]
 * @property {(line: number, column: number) => object | undefined} place where a place of its code is in the sources
 */

/**
 * A function whose code holds what only CloudFront can tell is not among them; its tests run it.
 * @returns {RunnableFunction[]}
 */
export function functionsIn(files, desired) {
  const texts = [...files].filter(([, { text }]) => text !== undefined).map(([path, { text }]) => [path, text.toWellFormed()]);
  const configured = Object.entries(desired.functions)
    .filter(([, { code }]) => typeof code === 'string')
    .map(([name, { code, runtime, store_arn: store }]) => ({ name, code, runtime, hasStore: Boolean(store) }));
  const known = new Set(configured.map(({ code }) => code));
  const others = texts.filter(([path, text]) => /\.js$/.test(path) && !known.has(text)).map(([name, code]) => ({ name, code }));
  return [...configured.sort(byName), ...others.sort(byName)].map((each) => ({
    ...each,
    place: (line, column) => placeOf(texts, each.code, line, column),
  }));
}

const byName = (one, other) => (one.name < other.name ? -1 : 1);
