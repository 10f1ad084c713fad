// The example for GitLab: the scripts of its jobs, run with the real command.

import assert from 'node:assert/strict';
import { cpSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { parse } from 'yaml';
import { account, bash, comments, repository, root } from './support.js';

const example = join(root, 'examples/ci/gitlab');
const customTags = [{ tag: '!reference', collection: 'seq', resolve: (items) => items.toJSON() }];
const pipeline = parse(readFileSync(join(example, '.gitlab-ci.yml'), 'utf8'), { customTags });

/** Runs the script of a job. What comes before it installs the command, which is here already. */
const run = ({ folder }, job, environment) => bash(folder, pipeline[job].script.join('\n'), environment);

function project(t) {
  const site = repository(t);
  mkdirSync(join(site.folder, 'ci'));
  cpSync(join(example, 'comment.js'), join(site.folder, 'ci/comment.js'));
  return site;
}

test('a check needs no account, and leaves a report of the tests', async (t) => {
  const site = project(t);
  const good = await run(site, 'check', {});
  assert.equal(good.status, 0, good.printed);
  assert.match(site.read('tests.xml'), /<testsuite/);
  site.edit('allow-list.js', 'connection.allow()', 'connection.deny()');
  const failing = await run(site, 'check', {});
  assert.equal(failing.status, 1);
  assert.match(site.read('tests.xml'), /<failure/);
});

test('a merge request is planned, and the plan is one note', async (t) => {
  const [site, cloud] = [project(t), await account(t)];
  const { url, kept, requests } = await comments(t, { author: { id: 5 } });
  const environment = {
    ...cloud,
    CI_API_V4_URL: url,
    CI_JOB_URL: 'https://host.example/job/1',
    CI_MERGE_REQUEST_IID: '7',
    CI_PROJECT_ID: '3',
    COMMENT_TOKEN: 'glpat-asecrettoken',
  };
  const planned = await run(site, 'plan', environment);
  assert.equal(planned.status, 0, planned.printed);
  assert.equal(kept.length, 1);
  assert.match(kept[0].body, /^<!-- connfn plan -->\n### Plan: 2 to add/);
  assert.equal(requests.at(-1).path, '/projects/3/merge_requests/7/notes');
  assert.ok(!(planned.printed + kept[0].body + site.read('plan.md')).includes('glpat'));

  // Blocked by a test that fails: the job fails too, and says so in the same note.
  site.edit('allow-list.js', 'connection.allow()', 'connection.deny()');
  const blocked = await run(site, 'plan', environment);
  assert.equal(blocked.status, 1);
  assert.equal(kept.length, 1);
  assert.match(kept[0].body, /CF0420/);

  // What another user wrote is not ours to change, whatever it begins with.
  kept[0].author = { id: 6 };
  await run(site, 'plan', environment);
  assert.equal(kept.length, 2);
});

test('what was merged is planned, kept and applied, once', async (t) => {
  const [site, cloud] = [project(t), await account(t)];
  for (const job of ['prepare', 'deploy']) {
    const { status, printed } = await run(site, job, cloud);
    assert.equal(status, 0, printed);
  }
  const again = await run(site, 'deploy', cloud);
  assert.equal(again.status, 1, again.printed);
  const same = await run(site, 'drift', cloud);
  assert.equal(same.status, 0, same.printed);
  site.edit('main.tf', 'Lets the devices of the fleet connect', 'another');
  const drifted = await run(site, 'drift', cloud);
  assert.equal(drifted.status, 2, drifted.printed);
});

test('a folder without a stack is not planned', async (t) => {
  const [site, cloud] = [project(t), await account(t)];
  await bash(site.folder, 'rm .connfn/stack', {});
  for (const job of ['plan', 'prepare']) {
    const { status, printed } = await run(site, job, cloud);
    assert.equal(status, 1);
    assert.match(printed, /commit \.connfn\/stack/);
  }
});

test('credentials are for jobs that need them, and not for forks', () => {
  const jobs = Object.entries(pipeline).filter(([, job]) => job?.script);
  for (const [name, job] of jobs) {
    assert.equal(job.extends, name === 'check' ? '.connfn' : '.credentials', name);
  }
  assert.ok(pipeline.plan.rules.every((rule) => rule.if.includes('$CI_MERGE_REQUEST_SOURCE_PROJECT_ID == $CI_PROJECT_ID')));
  assert.equal(pipeline.deploy.rules[0].when, 'manual');
  const applying = jobs.filter(([, job]) => job.variables?.ROLE === '$APPLY_ROLE').map(([name]) => name);
  assert.deepEqual(applying, ['deploy']);
});
