// The functions that mean harm, to which every surface that runs functions is held. What their members mean is written in
// `tests/hostile/functions.rs`; this is another reading of the same list.

import { readFileSync } from 'node:fs';

const rows = readFileSync(new URL('../hostile/functions.jsonl', import.meta.url), 'utf8').trim().split('\n');

export const functions = rows.map((row) => {
  const { group, body, parts, error, kind = 'limit' } = JSON.parse(row);
  const code = body === undefined
    ? parts.map(([text, times]) => text.repeat(times)).join('')
    : `async function connectionHandler(connection) {\nconnection.allow();\n${body}\n}`;
  return { group, code, error, kind };
});

/** What is said of a function for which a worker was ended: whoever holds the engine may be faster than it counts. */
const LOST = /^the function was stopped (after 1\.8 s|since it needed more than 256 MB)/;

/** What is wrong with an answer that came after so many milliseconds, if anything is. */
export function complaint({ error: expected, kind }, { error }, took) {
  if (took > 2000) return `it took ${Math.round(took)} ms`;
  if (expected === undefined || LOST.test(error?.message)) return undefined;
  if (error?.kind !== kind) return `it is ${error?.kind}: ${error?.message}`;
  return error.message.includes(expected) ? undefined : `it says: ${error.message}`;
}
