// Functions that mean harm, in the page's worker: each is stopped in two seconds with an error that says why, and the next call works.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { complaint, functions } from '../js/hostile-functions.js';
import { validator } from './support/validator.js';

const site = validator();

/** Runs a function in the page, and then one that permits. */
const run = (page, code) =>
  page.evaluate(async (code) => {
    const { simulator } = await import(new URL('connfn.js', location.href));
    const { connection, simulate } = await simulator();
    const request = { runtime: 'cloudfront-js-2.0', connection: await connection({ preset: 'valid' }) };
    const permits = { ...request, code: 'function connectionHandler(c) {\n  c.allow();\n}\n' };
    await simulate(permits);
    const begun = performance.now();
    const outcome = await simulate({ ...request, code });
    const took = performance.now() - begun;
    const next = await simulate(permits);
    return { outcome, took, next: next.decision };
  }, code);

test('functions that mean harm', async (t) => {
  const { page, problems } = await site.open();
  for (const [index, hostile] of functions.entries()) {
    await t.test(`${hostile.group} ${index}`, async () => {
      const { outcome, took, next } = await run(page, hostile.code);
      assert.equal(complaint(hostile, outcome, took), undefined, hostile.code.slice(0, 200));
      assert.equal(next, 'allow');
    });
  }
  // The page itself is none the worse.
  assert.match(await page.locator('#status').textContent(), /^No problems\. Plan: /);
  assert.deepEqual(problems, []);
});
