// Tests of functions: the same report and the same texts as those of `connfn test`, and the plan that follows from it.

import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { gathered, nothing } from './folders.js';
import { packageFolder, surfaces } from './surfaces.js';

const { close, renderTests, runTests } = await import(new URL('lib/simulator/node.js', packageFolder));
after(close);

const cookbook = new URL('../../examples/cookbook/', import.meta.url);
const recipes = readdirSync(cookbook, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name);

/** What `connfn test` prints in a folder. */
const told = (folder, ...args) => spawnSync(process.env.CONNFN_BIN, ['test', ...args], { cwd: folder, encoding: 'utf8' }).stdout;

/** What is checked of a folder, and the sources that it took. */
function checked(folder) {
  const sources = nothing();
  const answer = gathered(surfaces.addon, folder, sources, () => surfaces.addon.check({ sources }));
  return { answer, sources };
}

/** A recipe of which one test fails: its function lets everybody in. */
function broken(t) {
  const folder = mkdtempSync(join(tmpdir(), 'connfn-testing-'));
  t.after(() => rmSync(folder, { recursive: true }));
  cpSync(new URL('revocation-list/', cookbook), folder, { recursive: true });
  const code = readFileSync(join(folder, 'revocation-list.js'), 'utf8');
  writeFileSync(join(folder, 'revocation-list.js'), code.replaceAll('connection.deny()', 'connection.allow()'));
  return pathToFileURL(`${folder}/`);
}

const plan = ({ sources }, tests) =>
  surfaces.wasm.plan({ sources, observed: surfaces.wasm.emptyAccount(), stack: 'site-1', ...(tests && { tests }) });

test('there is a cookbook', () => assert.ok(recipes.length >= 8));

for (const name of recipes) {
  test(`${name} shows what \`connfn test\` shows, byte for byte`, async () => {
    const folder = new URL(`${name}/`, cookbook);
    const { answer } = checked(folder);
    const report = await runTests(answer);
    assert.ok(Object.values(report.functions).every(({ cases }) => cases.length > 0 && cases.every(({ problems }) => problems.length === 0)));
    assert.equal(`${JSON.stringify(report, null, 2)}\n`, told(folder, '--format', 'json'));
    assert.equal(await renderTests(report), told(folder));
  });
}

test('a test that fails is told as `connfn test` tells it, in each format, and blocks the plan', async (t) => {
  const folder = broken(t);
  const configuration = checked(folder);
  const report = await runTests(configuration.answer);
  assert.equal(`${JSON.stringify(report, null, 2)}\n`, told(folder, '--format', 'json'));
  assert.match(await renderTests(report), /FAILED/);
  assert.equal(await renderTests(report, { coverage: true }), told(folder, '--coverage'));
  for (const format of ['junit', 'tap']) assert.equal(await renderTests(report, { format }), told(folder, '--format', format));
  assert.match(await renderTests(report, { palette: 'ansi' }), /\x1b\[/);

  const { plan: made, diagnostics } = plan(configuration, report);
  assert.deepEqual(made.steps, []);
  assert.ok(made.report.blocked.length > 0);
  assert.ok(diagnostics.some(({ code, severity }) => code === 'CF0420' && severity === 'error'));
});

test('tests that pass let the plan publish, and it is the plan of the command', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'connfn-testing-'));
  t.after(() => rmSync(folder, { recursive: true }));
  cpSync(new URL('revocation-list/', cookbook), folder, { recursive: true });
  const command = [process.env.CONNFN_BIN, ['plan', '--stack', 'site-1', '--emulator', '--out', 'plan.json']];
  execFileSync(...command, { cwd: folder, stdio: 'ignore' });

  const configuration = checked(pathToFileURL(`${folder}/`));
  const { plan: made } = plan(configuration, await runTests(configuration.answer));
  assert.ok(made.steps.some(({ operation }) => operation === 'PublishConnectionFunction'));
  assert.equal(surfaces.wasm.planToJson(made), readFileSync(join(folder, 'plan.json'), 'utf8'));
});

test('a filter chooses by the name of a test or by the address of its function', async () => {
  const { answer } = checked(new URL('revocation-list/', cookbook));
  const names = async (filter) =>
    Object.values((await runTests(answer, { filter })).functions).flatMap(({ cases }) => cases.map(({ name }) => name));
  assert.deepEqual(await names('no certificate'), ['no certificate']);
  const [all] = Object.values(answer.tests);
  assert.deepEqual(await names('connection_function.revocation'), all.map(({ name }) => name));
  assert.deepEqual(await names('nothing of the kind'), []);
});

test('a function that does not end fails its own test alone', async () => {
  const { answer } = checked(new URL('revocation-list/', cookbook));
  const [address] = Object.keys(answer.tests);
  const hang = "if (!connection.clientCertificate) { /^(a+)+$/.test('a'.repeat(50) + 'b'); }\n    connection.deny();";
  answer.desired.functions[address].code = `function connectionHandler(connection) {\n    ${hang}\n}\n`;
  const { cases } = (await runTests(answer)).functions[address];
  const stopped = cases.filter(({ error }) => error?.startsWith('the function was stopped after 1.8 s'));
  assert.deepEqual(stopped.map(({ name }) => name), ['no certificate']);
  assert.ok(cases.some(({ problems }) => problems.length === 0));
});

test('a report about other code publishes nothing', async (t) => {
  const report = await runTests(checked(new URL('revocation-list/', cookbook)).answer);
  const { plan: made, diagnostics } = plan(checked(broken(t)), report);
  assert.deepEqual(made.steps, []);
  assert.deepEqual(diagnostics.map(({ code, message }) => [code, message]), [
    ['CF0420', 'the report of the tests is about other code or other tests'],
  ]);
});

test('tests that nobody looked for are not taken for none', async () => {
  const files = { 'connfn.yaml': 'functions:\n  gate:\n    code: { file: gate.js }\n', 'gate.js': 'function connectionHandler(c) {\n  c.deny();\n}\n' };
  const message = /^`check` asks for `\.\/`, so tests may be missing/;
  await assert.rejects(runTests(surfaces.addon.check({ sources: { files } })), { code: 'invalid-argument', message });
  for (const told of [{ listings: { './': Object.keys(files) } }, { unavailable: { './': 'missing' } }]) {
    assert.deepEqual(await runTests(surfaces.addon.check({ sources: { files, ...told } })), { functions: {} });
  }
});

test('a configuration without tests has an empty report', async () => {
  const sources = { files: { 'main.tf': '' } };
  const report = await runTests(surfaces.addon.check({ sources }));
  assert.deepEqual(report, { functions: {} });
  assert.equal(await renderTests(report), '0 tests of 0 functions passed.\n');
});
