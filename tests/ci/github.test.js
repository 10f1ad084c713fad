// The action for GitHub: `action.yml` and its scripts, run step by step with the real command.

import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { run } from './runner.js';
import { account, bash, comments, connfn, host, repository, root, temporary } from './support.js';

const bot = { login: 'github-actions[bot]', type: 'Bot', id: 1 };
const errors = ({ said }) => said.filter(({ name }) => name === 'error').map(({ text }) => text);

test('a check needs no account, and its findings are annotations', async (t) => {
  const site = repository(t);
  const good = await run(t, site, { inputs: { command: 'check' }, event: 'pull_request' });
  assert.equal(good.status, 0, good.printed);
  assert.deepEqual([errors(good), good.used, good.outputs.changes], [[], [], '']);

  site.edit('allow-list.js', 'connection.allow()', 'connection.deny()');
  const failing = await run(t, site, { inputs: { command: 'check' }, event: 'pull_request' });
  assert.equal(failing.status, 1, failing.printed);
  assert.ok(errors(failing).length > 0, failing.printed);

  site.write('main.tf', `${site.read('main.tf')}\nlocals {\n`);
  const wrong = await run(t, site, { inputs: { command: 'check', sarif: 'true' }, event: 'push' });
  assert.equal(wrong.status, 1, wrong.printed);
  assert.match(wrong.printed, /::error .*CF0101/);
  const [{ uses, with: upload }] = wrong.used;
  assert.match(uses, /^github\/codeql-action\/upload-sarif@/);
  assert.equal(JSON.parse(readFileSync(upload.sarif_file, 'utf8')).runs[0].results[0].ruleId, 'CF0101');
});

test('a pull request is planned, and the plan is one comment', async (t) => {
  const [site, environment] = [repository(t), await account(t)];
  const others = Array.from({ length: 100 }, (_, id) => ({ id: id + 1, user: { type: 'User' }, body: 'a word' }));
  const { url: api, kept, requests } = await comments(t, { author: bot, first: others });
  const options = { event: 'pull_request', environment, api };

  const first = await run(t, site, options);
  assert.equal(first.status, 0, first.printed);
  assert.equal(first.outputs.changes, 'true');
  const plan = JSON.parse(site.read(first.outputs['plan-file']));
  assert.equal(first.outputs.digest, plan.digest);
  assert.match(first.summary, /^### Plan: 2 to add, 0 to change, 0 to destroy, 1 to publish/);
  assert.equal(kept.length, 101);
  assert.match(kept[100].body, /^<!-- connfn [0-9a-f]{16} -->\n### Plan: 2 to add/);
  assert.match(kept[100].body, /\(https:\/\/host\.example\/org\/site\/actions\/runs\/99\)\n$/);
  assert.equal(requests.at(-1).headers.authorization, `Bearer ${first.token}`);

  site.edit('allow-list.js', 'async function connectionHandler', '// once more\nasync function connectionHandler');
  await run(t, site, options);
  assert.equal(kept.length, 101);
  assert.match(kept[100].body, /once more/);

  // Another configuration of the repository has a comment of its own.
  await run(t, site, { ...options, inputs: { stack: 'site-2' } });
  assert.equal(kept.length, 102);
});

test('a comment of a person is not taken for ours', async (t) => {
  const [site, environment] = [repository(t), await account(t)];
  const { url: api, kept } = await comments(t, { author: bot });
  await run(t, site, { event: 'pull_request', environment, api });
  Object.assign(kept[0], { user: { type: 'User' }, body: `${kept[0].body.split('\n')[0]}\nmine` });
  await run(t, site, { event: 'pull_request', environment, api });
  assert.equal(kept.length, 2);
  assert.match(kept[0].body, /mine$/);
});

test('without the right to comment the plan is in the summary', async (t) => {
  const [site, environment] = [repository(t), await account(t)];
  const { url: api } = await host(t, () => ({ status: 403 }));
  const planned = await run(t, site, { event: 'pull_request', environment, api });
  assert.equal(planned.status, 0, planned.printed);
  assert.deepEqual(planned.said.map(({ name }) => name).filter((name) => name !== 'notice'), ['warning']);
  assert.match(planned.summary, /^### Plan/);
});

test('a plan that is blocked fails the job, and is commented', async (t) => {
  const [site, environment] = [repository(t), await account(t)];
  await bash(site.folder, 'connfn apply --auto-approve --stack another', environment);
  const { url: api, kept } = await comments(t, { author: bot });
  const planned = await run(t, site, { event: 'pull_request', environment, api });
  assert.equal(planned.status, 1, planned.printed);
  assert.match(kept[0].body, /Plan \(blocked/);
  assert.deepEqual([planned.outputs.changes, planned.outputs['plan-file']], ['', '']);
});

test('a pull request of a fork is checked and no more', async (t) => {
  const site = repository(t);
  for (const event of ['pull_request', 'pull_request_target', 'workflow_run', 'issue_comment']) {
    for (const head of ['stranger/site', undefined]) {
      const inputs = { sarif: 'true' };
      const checked = await run(t, site, { inputs, event, head: head ?? null, api: 'http://127.0.0.1:1' });
      assert.equal(checked.status, 0, checked.printed);
      assert.deepEqual([checked.used, checked.outputs.changes, checked.summary], [[], '', '']);
      assert.ok(checked.said.some(({ name, text }) => name === 'notice' && text.includes('fork has no credentials')));
    }
  }
});

test('what was merged is applied', async (t) => {
  const [site, environment] = [repository(t), await account(t)];
  const applied = await run(t, site, { inputs: { command: 'apply' }, environment });
  assert.equal(applied.status, 0, applied.printed);
  assert.match(applied.printed, /Apply complete! Resources: 2 added/);
  assert.equal(applied.outputs.receipts, '.connfn/receipts');
  const again = await run(t, repository(t), { environment });
  assert.deepEqual([again.status, again.outputs.changes], [0, 'false']);
});

test('a plan of an earlier job is applied as it is, or not at all', async (t) => {
  const [site, environment] = [repository(t), await account(t)];
  const prepared = await run(t, site, { environment });
  const file = prepared.outputs['plan-file'];

  const deploying = repository(t);
  deploying.write(file, site.read(file));
  deploying.edit('allow-list.js', 'async function connectionHandler', '// not in the plan\nasync function connectionHandler');
  const applied = await run(t, deploying, { inputs: { command: 'apply' }, environment });
  assert.equal(applied.status, 0, applied.printed);
  assert.equal(applied.outputs.digest, prepared.outputs.digest);
  assert.match(applied.summary, /^ {4}.*aws_cloudfront_connection_function.* will be created$/m);
  assert.match(applied.summary.replace(/^ {4}.*\n/gm, ''), /^\s*$/);
  const { printed } = await bash(deploying.folder, 'connfn observe', environment);
  assert.ok(printed.includes('connectionHandler') && !printed.includes('not in the plan'));

  const stale = await run(t, deploying, { inputs: { command: 'apply' }, environment });
  assert.equal(stale.status, 1, stale.printed);
  assert.match(stale.printed, /made from|has changed|make a new plan/);
});

test('a plan that came with the checkout is not applied', async (t) => {
  const [site, environment] = [repository(t), await account(t)];
  const { outputs } = await run(t, site, { environment });
  site.write('folder/plan.json', site.read(outputs['plan-file']));
  site.commit();
  for (const file of ['connfn-plan.json', './connfn-plan.json', 'folder/plan.json']) {
    const refused = await run(t, site, { inputs: { command: 'apply', 'plan-file': file }, environment });
    assert.equal(refused.status, 1, refused.printed);
    assert.match(errors(refused)[0], /is in the repository, and a plan is applied only from the job that made it/);
    assert.equal(refused.outputs['plan-file'], '');
  }

  // Where git cannot tell, a file in the checkout may have come with it, and one elsewhere has not.
  const elsewhere = join(temporary(t), 'plan.json');
  writeFileSync(elsewhere, site.read('connfn-plan.json'));
  rmSync(join(site.folder, '.git'), { recursive: true });
  const unknown = await run(t, site, { inputs: { command: 'apply' }, environment });
  assert.equal(unknown.status, 1, unknown.printed);
  assert.match(errors(unknown)[0], /git does not tell/);
  const applied = await run(t, site, { inputs: { command: 'apply', 'plan-file': elsewhere }, environment });
  assert.equal(applied.status, 0, applied.printed);
});

test('a pull request of the repository itself is planned by a later workflow too', async (t) => {
  const [site, environment] = [repository(t), await account(t)];
  const planned = await run(t, site, { event: 'workflow_run', environment });
  assert.deepEqual([planned.status, planned.outputs.changes], [0, 'true'], planned.printed);
});

test('a pull request is never applied', async (t) => {
  const [site, environment] = [repository(t), await account(t)];
  const later = await run(t, site, { inputs: { command: 'apply' }, event: 'workflow_run', environment });
  assert.deepEqual([later.status, errors(later)], [1, ['a pull request is not applied: apply what was merged']], later.printed);
  for (const head of ['org/site', 'stranger/site']) {
    const refused = await run(t, site, { inputs: { command: 'apply' }, event: 'pull_request', head, environment });
    assert.equal(refused.status, 1, refused.printed);
    assert.deepEqual(errors(refused), ['a pull request is not applied: apply what was merged'].map((text) =>
      head === 'org/site' ? text : 'a pull request is not applied'));
  }
});

test('drift fails the job with 2', async (t) => {
  const [site, environment] = [repository(t), await account(t)];
  await run(t, site, { inputs: { command: 'apply' }, environment });
  const same = await run(t, site, { inputs: { command: 'drift' }, event: 'schedule', environment });
  assert.deepEqual([same.status, same.outputs.changes], [0, 'false'], same.printed);
  const other = repository(t);
  other.edit('main.tf', 'Lets the devices of the fleet connect', 'edited by another hand');
  await bash(other.folder, 'connfn apply --auto-approve', environment);
  const drifted = await run(t, site, { inputs: { command: 'drift' }, event: 'schedule', environment });
  assert.deepEqual([drifted.status, drifted.outputs.changes], [2, 'true'], drifted.printed);
  assert.match(drifted.summary, /edited by another hand/);
});

test('the values of variables arrive as they are', async (t) => {
  const [site, environment] = [repository(t), await account(t)];
  site.write('variable.tf', 'variable "note" {\n  type = string\n}\n\nvariable "more" {\n  type = string\n}\n');
  site.edit('main.tf', '"Lets the devices of the fleet connect"', '"${var.note} ${var.more}"');
  site.write('more values.tfvars', 'more = "from a file"\n');
  const inputs = { variables: 'note=$(touch pwned) `x` "y"\n', 'var-files': 'more values.tfvars\n' };
  const planned = await run(t, site, { inputs, environment });
  assert.equal(planned.status, 0, planned.printed);
  assert.ok(planned.summary.includes('$(touch pwned) `x` \\"y\\" from a file'), planned.summary);
  assert.ok(!site.has('pwned'));
});

test('text of others is no command, no output and no option', async (t) => {
  const [site, environment] = [repository(t), await account(t)];
  const { url: api, kept } = await comments(t, { author: bot });
  const hostile = '::error::x ::set-output name=a::b @everyone </details> | `touch pwned` $(touch pwned)';
  site.edit('main.tf', 'Lets the devices of the fleet connect', hostile.replaceAll('$', '$$'));
  site.edit('allow-list.js', 'async function connectionHandler', "/*\n::error::from code\n::warning::from code\n*/\nasync function connectionHandler");
  const planned = await run(t, site, { event: 'pull_request', environment, api });
  assert.equal(planned.status, 0, planned.printed);
  assert.ok(planned.said.every(({ text }) => !text.includes('from code')), planned.printed);
  assert.ok(!site.has('pwned'));
  const [{ body }] = kept;
  const prose = body.replace(/(`{3,})[^]*?\n\1/g, '').replace(/`[^`]*`/g, '');
  assert.ok(!prose.includes('@everyone') && !prose.includes('pwned'), prose);

  const applied = await run(t, site, { inputs: { command: 'apply' }, environment });
  assert.ok(applied.said.every(({ text }) => !text.includes('from code')), applied.printed);

  for (const path of ['--help', '$(touch pwned)', '`touch pwned`', '; touch pwned', 'a\nb']) {
    const refused = await run(t, site, { inputs: { path, command: 'check' } });
    assert.notEqual(refused.status, 0, path);
    assert.ok(!site.has('pwned'), path);
  }
});

test('nothing secret is printed or kept', async (t) => {
  const [site, environment] = [repository(t), await account(t)];
  const { url: api, kept } = await comments(t, { author: bot });
  const planned = await run(t, site, { event: 'pull_request', environment, api });
  const applied = await run(t, site, { inputs: { command: 'apply' }, environment });
  const all = JSON.stringify([planned, applied].map(({ token, ...rest }) => rest)) + JSON.stringify(kept) + site.read('connfn-plan.json');
  for (const secret of [planned.token, environment.AWS_ACCESS_KEY_ID, environment.AWS_SECRET_ACCESS_KEY]) {
    assert.ok(!all.includes(secret), secret);
  }
});

test('a folder without a stack is not planned', async (t) => {
  const [site, environment] = [repository(t), await account(t)];
  site.write('configuration/main.tf', '');
  const refused = await run(t, site, { inputs: { path: 'configuration' }, environment });
  assert.equal(refused.status, 1);
  assert.match(errors(refused)[0], /commit `\.connfn\/stack`/);
  const named = await run(t, site, { inputs: { path: 'configuration', stack: 'site-3' }, environment });
  assert.equal(named.status, 0, named.printed);
  const unknown = await run(t, site, { inputs: { command: 'destroy' }, environment });
  assert.match(errors(unknown)[0], /`destroy` is not a command/);
});

test('a plan too long for a comment is said to be', async (t) => {
  const { url: api, kept } = await comments(t, { author: bot });
  const folder = temporary(t);
  const path = (name) => join(folder, name);
  writeFileSync(path('event.json'), JSON.stringify({ pull_request: { number: 7 } }));
  writeFileSync(path('report.md'), 'x'.repeat(65_536));
  const variables = {
    GITHUB_API_URL: api,
    GITHUB_EVENT_NAME: 'pull_request',
    GITHUB_EVENT_PATH: path('event.json'),
    GITHUB_REPOSITORY: 'org/site',
    GITHUB_RUN_ID: '99',
    GITHUB_SERVER_URL: 'https://host.example',
    REPORT: path('report.md'),
    TOKEN: 'x',
  };
  await bash(folder, `node "${join(root, 'action/comment.js')}"`, variables);
  assert.match(kept[0].body, /too long for a comment/);
});

test('the package is installed by its version, outside of the checkout', async (t) => {
  const site = repository(t);
  const bin = temporary(t);
  // Notes where it is run and with what, and installs the command that is there.
  const npm = `#!/bin/sh\npwd > "$NOTES"\nprintf '%s\\n' "$@" >> "$NOTES"\nmkdir -p node_modules/.bin\ncp "${connfn}" node_modules/.bin/connfn\n`;
  writeFileSync(join(bin, 'npm'), npm);
  chmodSync(join(bin, 'npm'), 0o755);
  const environment = { NOTES: join(bin, 'notes') };
  const inputs = { command: 'check', connfn: '', version: '0.1.0-rc.1' };
  const checked = await run(t, site, { inputs, environment, bin });
  assert.equal(checked.status, 0, checked.printed);
  const [where, ...given] = readFileSync(environment.NOTES, 'utf8').trim().split('\n');
  assert.equal(where, join(checked.temporary, 'connfn'));
  assert.ok(given.includes('connfn@0.1.0-rc.1') && given.includes('--ignore-scripts'), given.join(' '));

  for (const version of ['latest', 'file:../x', '0.1.0 --registry=x', '']) {
    const refused = await run(t, site, { inputs: { ...inputs, version }, environment, bin });
    assert.equal(refused.status, 1, version);
  }
  mkdirSync(join(site.folder, 'folder'));
  const none = await run(t, site, { inputs: { ...inputs, connfn: './none' }, environment, bin });
  assert.match(errors(none)[0], /`\.\/none`.*is not a program/);
});
