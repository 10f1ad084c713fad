// The whole way, against the emulator: observe, build, apply, and then there is nothing left to do.

import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const connfn = process.env.CONNFN_BIN;
const example = fileURLToPath(new URL('..', import.meta.url));
const run = promisify(execFile);

/** A copy of the example, as a user has it. */
function copied(t) {
  const folder = mkdtempSync(join(tmpdir(), 'connfn-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  for (const name of ['build.js', 'main.tf', 'package.json', 'src']) {
    cpSync(join(example, name), join(folder, name), { recursive: true });
  }
  // What `npm install` would put there.
  const modules = join(folder, 'node_modules');
  cpSync(join(example, '../node_modules/connfn'), join(modules, 'connfn'), { recursive: true });
  for (const name of ['esbuild', '@esbuild']) {
    symlinkSync(join(example, 'node_modules', name), join(modules, name), 'junction');
  }
  return folder;
}

/** Builds what cannot be planned. */
const failing = (folder) =>
  new Promise((resolve) => {
    const child = spawn('node', ['build.js'], { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
    let stderr = '';
    child.stderr.on('data', (text) => (stderr += text));
    child.on('exit', (code) => resolve({ code, stderr }));
  });

test('a function in TypeScript is bundled, tested, planned and deployed', async (t) => {
  assert.ok(connfn, 'CONNFN_BIN must name the command');
  const folder = copied(t);
  const command = (...args) => run(connfn, [...args, '--emulator'], { cwd: folder });
  const build = () => run('node', ['build.js'], { cwd: folder });

  await command('observe', '--out', 'observed.json');
  const first = await build();
  assert.match(first.stdout, /Plan: 2 to add, 0 to change, 0 to destroy/);
  const code = readFileSync(join(folder, 'dist/gate.js'), 'utf8');
  assert.match(code, /^import cf from "cloudfront";$/m);
  assert.match(code, /^async function connectionHandler\(connection\)/m);
  assert.doesNotMatch(code, /^export/m);
  await command('apply', 'plan.json');

  await command('observe', '--out', 'observed.json');
  assert.match((await build()).stdout, /No changes/);

  // A change of the source is a change of the function.
  const source = join(folder, 'src/gate.ts');
  writeFileSync(source, readFileSync(source, 'utf8').replace('{1,4}', '{1,5}'));
  assert.match((await build()).stdout, /Plan: 0 to add, 1 to change, 0 to destroy/);
  await command('apply', 'plan.json');
  // What was planned before is not what is there now.
  await assert.rejects(command('apply', 'plan.json'), ({ stderr }) => /CF0410/.test(stderr));
});

test('a configuration with a mistake is told with its place, and no plan is written', async (t) => {
  const folder = copied(t);
  writeFileSync(join(folder, 'main.tf'), 'resource "aws_cloudfront_connection_function" "gate" {\n  nme = "gate"\n}\n');
  const failed = await failing(folder);
  assert.equal(failed.code, 1);
  assert.match(failed.stderr, /^main\.tf:2:3: error\[CF0201\]: /m);
  assert.throws(() => readFileSync(join(folder, 'plan.json')), { code: 'ENOENT' });
});

test('a function that does what its tests forbid is told by the test, and no plan is written', async (t) => {
  const folder = copied(t);
  const source = join(folder, 'src/gate.ts');
  writeFileSync(source, readFileSync(source, 'utf8').replace('return !(await revoked', 'return (await revoked'));
  const failed = await failing(folder);
  assert.equal(failed.code, 1);
  assert.match(failed.stderr, /^dist\/gate\.test\.yaml:\d+:\d+: error\[CF0420\]: .*revoked/m);
  assert.throws(() => readFileSync(join(folder, 'plan.json')), { code: 'ENOENT' });
});
