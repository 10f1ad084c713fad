// The programs of the package's README, run as they are written there.

import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { packageFolder, surfaces } from './surfaces.js';

const readme = readFileSync(new URL('README.md', packageFolder), 'utf8');
const [checkAndPlan, , runFunction, testAndPlan, , execute] = [...readme.matchAll(/```js\n([^]*?)```/g)].map(([, code]) => code);
const [editor] = [...readme.matchAll(/```json\n([^]*?)```/g)].map(([, text]) => JSON.parse(text));

/** A folder in which `connfn` is installed. */
function user(t) {
  const folder = mkdtempSync(join(tmpdir(), 'connfn-readme-'));
  t.after(() => rmSync(folder, { recursive: true }));
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(fileURLToPath(packageFolder), join(folder, 'node_modules/connfn'), 'junction');
  return folder;
}

/** A folder with a case's configuration, and the build script. */
function builder(t, name, observed) {
  const folder = user(t);
  const path = (file) => fileURLToPath(new URL(`../cases/${name}/${file}`, import.meta.url));
  cpSync(path('config'), folder, { recursive: true });
  writeFileSync(join(folder, 'build.mjs'), checkAndPlan);
  if (observed) cpSync(path(observed), join(folder, 'observed.json'));
  else writeFileSync(join(folder, 'observed.json'), surfaces.addon.observedToJson(surfaces.addon.emptyAccount()));
  return folder;
}

test('the build script checks, plans and writes the plan', (t) => {
  const folder = builder(t, 'syntax-of-one-configuration');
  const printed = execFileSync(process.execPath, ['build.mjs'], { cwd: folder, encoding: 'utf8' });
  const plan = surfaces.addon.readPlan(readFileSync(join(folder, 'plan.json'), 'utf8'));
  assert.equal(printed, surfaces.addon.renderPlan(plan));
});

test('the build script fails where nothing can be applied', (t) => {
  const wrong = builder(t, 'syntax-of-one-configuration');
  writeFileSync(join(wrong, 'main.tf'), `${readFileSync(join(wrong, 'main.tf'), 'utf8')}\nlocals {\n`);
  const blocked = builder(t, 'adopt-option-leaves-other-stacks-alone', 'observed.json');
  writeFileSync(join(blocked, 'gate.js'), 'function connectionHandler(c) { c.allow(); }');
  for (const folder of [wrong, blocked]) {
    const { status, stderr } = spawnSync(process.execPath, ['build.mjs'], { cwd: folder, encoding: 'utf8' });
    assert.equal(status, 1, stderr);
    assert.match(stderr, /error\[CF\d{4}\]/);
    assert.ok(!existsSync(join(folder, 'plan.json')));
  }
});

test('the function is run', (t) => {
  const folder = user(t);
  writeFileSync(join(folder, 'run.mjs'), runFunction);
  writeFileSync(join(folder, 'gate.js'), `import cf from 'cloudfront';
    async function connectionHandler(connection) {
      const certificate = connection.clientCertificate;
      const listed = await cf.kvs().exists(certificate.certificates.leaf.serialNumber.replaceAll(':', ''));
      console.log(certificate.revocationStatus.chainValidity + ' ' + listed);
      connection.deny();
    }`);
  const printed = execFileSync(process.execPath, ['run.mjs'], { cwd: folder, encoding: 'utf8', timeout: 60_000 });
  assert.equal(printed, "deny [ 'Invalid true' ] undefined\n");
});

test('the tests of a folder are run, and what they show decides about the plan', (t) => {
  const folder = user(t);
  cpSync(new URL('../../examples/allow-list', import.meta.url), folder, { recursive: true });
  writeFileSync(join(folder, 'test.mjs'), testAndPlan);
  const run = () => spawnSync(process.execPath, ['test.mjs'], { cwd: folder, encoding: 'utf8', timeout: 60_000 });
  const good = run();
  assert.equal(good.stderr, '');
  assert.match(good.stdout, /\n\n\d+ tests of 1 function passed\.\n$/);
  const code = readFileSync(join(folder, 'allow-list.js'), 'utf8');
  writeFileSync(join(folder, 'allow-list.js'), code.replaceAll('connection.deny()', 'connection.allow()'));
  const wrong = run();
  assert.match(wrong.stdout, /FAILED/);
  assert.match(wrong.stderr, /^the test `no certificate` fails: /m);
});

test('the loop carries a plan out, and waits when it has to', (t) => {
  const folder = user(t);
  const { emptyAccount, observedToJson, plan, planToJson, readReceipt } = surfaces.addon;
  const sources = { files: { 'main.tf': 'resource "aws_cloudfront_key_value_store" "s" {\n  name = "s"\n}\n' } };
  const observed = emptyAccount();
  writeFileSync(join(folder, 'observed.json'), observedToJson(observed));
  writeFileSync(join(folder, 'plan.json'), planToJson(plan({ sources, observed, stack: 'site-1' }).plan));
  writeFileSync(join(folder, 'run.mjs'), execute);
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  writeFileSync(join(folder, 'perform.js'), `let calls = 0;
    const store = { Name: 's', Id: 'id', Comment: '', ARN: 'arn:aws:cloudfront::123456789012:key-value-store/id' };
    export async function perform(operation, input) {
      await new Promise((resolve) => setTimeout(resolve, 5));
      calls += 1;
      if (calls === 1) return { result: 'not-sent', message: 'no network' };
      return { result: 'success', response: { ETag: 'E1', KeyValueStore: { ...store, Status: calls > 2 ? 'READY' : 'PROVISIONING' } } };
    }`);
  execFileSync(process.execPath, ['run.mjs'], { cwd: folder, encoding: 'utf8', timeout: 60_000 });
  assert.equal(readReceipt(readFileSync(join(folder, 'receipt.json'), 'utf8')).result, 'complete');
});

test('the schema that an editor is given is there', (t) => {
  for (const { url } of editor['json.schemas']) JSON.parse(readFileSync(join(user(t), url), 'utf8'));
});
