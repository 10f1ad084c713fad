// Every case through the page's own WASM, byte for byte.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { allCases } from './support/cases.js';
import { validator } from './support/validator.js';

const site = validator();
const cases = allCases();

/** Runs in the page. Plans, gives what is asked for, and plans again. */
async function run({ files, observed, request }) {
  const connfn = await import(new URL('connfn.js', location.href));
  const { variables = [], ...options } = request;
  const sources = { files: {}, listings: {}, unavailable: {}, variables };
  const list = (folder) => {
    const within = folder === './' ? '' : folder;
    const inside = files.filter(({ path }) => path.startsWith(within));
    // Up to the first slash, with it.
    const names = inside.map(({ path }) => path.slice(within.length).match(/^[^/]+\/?/)[0]);
    if (inside.length > 0) sources.listings[folder] = [...new Set(names)].sort();
    else sources.unavailable[folder] = 'missing';
  };
  const give = (path) => {
    if (path.endsWith('/')) return list(path);
    const file = files.find((file) => file.path === path);
    if (file?.text !== undefined) sources.files[path] = file.text;
    else sources.unavailable[path] = file ? 'not-utf8' : 'missing';
  };
  for (const { path } of files) if (connfn.isConfiguration(path)) give(path);
  const state = observed === undefined ? connfn.emptyAccount() : connfn.readObserved(observed);
  for (;;) {
    const response = connfn.plan({ sources, observed: state, ...options });
    const asked = [...response.needs, ...response.wants];
    const again = asked.find((path) => Object.values(sources).some((given) => path in given));
    if (again) throw new Error(`${again} was given, and asked for again`);
    if (asked.length > 0) {
      asked.forEach(give);
      continue;
    }
    const { plan } = response;
    return {
      diagnostics: `${JSON.stringify(response.diagnostics, null, 2)}\n`,
      plan: plan ? connfn.planToJson(plan) : undefined,
      text: plan ? connfn.renderPlan(plan) : undefined,
    };
  }
}

test('there are cases', () => assert.ok(cases.length > 100));

test('every case', async (t) => {
  const { page, problems } = await site.open();
  for (const { name, files, observed, request, expected } of cases) {
    await t.test(name, async () => {
      const texts = files.map(({ path, text }) => ({ path, text }));
      assert.deepEqual(await page.evaluate(run, { files: texts, observed, request }), expected);
    });
  }
  assert.deepEqual(problems, []);
});
