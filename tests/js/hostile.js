// Arguments that no function takes, and what a proper error is.

import assert from 'node:assert/strict';

export const configuration = 'resource "aws_cloudfront_key_value_store" "s" {\n  name = "s"\n}\n';
export const good = { files: { 'main.tf': configuration } };

export const cyclic = { sources: good };
cyclic.self = cyclic;
export const throwing = { get sources() { throw new Error('a getter'); } };
const throwingNonsense = { get sources() { throw Symbol('not an error'); } };
export const trap = () => { throw new TypeError('a proxy'); };
const revocable = Proxy.revocable({}, {});
revocable.revoke();
let deep = [];
for (let depth = 0; depth < 100_000; depth += 1) deep = [deep];

/** What no function takes, by what is wrong with it. */
export const values = {
  nothing: undefined,
  null: null,
  'a number': 1,
  'not a number': NaN,
  'a string': 'sources',
  'a lone surrogate': '\ud800',
  'a symbol': Symbol('x'),
  'a function': () => {},
  'a big integer': 1n,
  'a list': [],
  'an empty object': {},
  'an object with no prototype': Object.create(null),
  'a map': new Map([['sources', good]]),
  'an unknown member': { sources: good, other: 1 },
  'a member of a wrong type': { sources: 1 },
  'a member that only its prototype has': Object.create({ sources: good }),
  'a polluted prototype': JSON.parse('{"__proto__": {"sources": {"files": {}}}}'),
  'a cycle': cyclic,
  'a getter that throws': throwing,
  'a getter that throws nonsense': throwingNonsense,
  'a proxy that throws': new Proxy({}, { get: trap, ownKeys: trap }),
  'a revoked proxy': revocable.proxy,
  'a `toJSON` that throws': { toJSON: trap },
  'a `toJSON` that gives nothing': { toJSON: () => undefined },
  'a lone surrogate in a file': { sources: { files: { 'main.tf': '\udc00' } } },
  'a lone surrogate in a name': { sources: { files: { 'x\ud800.tf': '' } } },
  'a file that is no text': { sources: { files: { 'main.tf': Buffer.from(configuration) } } },
  'a depth without end': { sources: deep },
  'an array in place of a map': { sources: { files: [configuration] } },
  'a list with a getter that throws': Object.defineProperty([0], 0, { get: trap, enumerable: true }),
  'a text as an object': new String('sources'),
  'a number as an object': new Number(1),
  'a date': new Date(NaN),
  'bytes': new Uint8Array(64),
  'a promise': Promise.resolve({ sources: good }),
  'a long text': '#'.repeat(1024 * 1024),
  'a long name': { ['x'.repeat(1024 * 1024)]: 1 },
  'a text longer than any document': 'x'.repeat(300 * 1024 * 1024),
};

/** A proper error: an `Error` with a code and diagnostics, and a message for people. */
export function isProper(error) {
  assert.ok(error instanceof Error, `it is ${typeof error}`);
  assert.equal(typeof error.code, 'string', error.stack);
  assert.match(error.code, /^(CF\d{4}|invalid-argument|internal)$/);
  assert.ok(Array.isArray(error.diagnostics));
  assert.ok(error.message.length > 0 && !error.message.includes('\n'), error.message);
  if (error.code === 'invalid-argument') assert.doesNotMatch(error.message, /::|struct |enum |variant /);
  return true;
}
