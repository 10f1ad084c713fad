// The whole way: the types are checked, the function is built, and what was built is checked, deployed to the emulator, and fits.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { appendFileSync, cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
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
  for (const name of ['build.js', 'connfn.yaml', 'lower.js', 'package.json', 'src', 'tsconfig.json']) {
    cpSync(join(example, name), join(folder, name), { recursive: true });
  }
  // What `npm install` would put there.
  const modules = join(folder, 'node_modules');
  cpSync(join(example, '../node_modules/connfn'), join(modules, 'connfn'), { recursive: true });
  for (const name of readdirSync(join(example, 'node_modules')).filter((name) => !name.startsWith('.') && name !== 'connfn')) {
    symlinkSync(join(example, 'node_modules', name), join(modules, name), 'junction');
  }
  return folder;
}

const build = (folder) => run('node', ['build.js'], { cwd: folder });
const check = (folder) => run('node', ['node_modules/typescript/bin/tsc', '--pretty', 'false'], { cwd: folder });

test('what is built is right, and deploys', async (t) => {
  assert.ok(connfn, 'CONNFN_BIN must name the command');
  const folder = copied(t);
  const command = (...args) => run(connfn, args, { cwd: folder });
  await check(folder);
  await build(folder);
  const code = readFileSync(join(folder, 'dist/gate.js'), 'utf8');
  assert.match(code, /^import cf from "cloudfront";$/m);
  assert.match(code, /^async function connectionHandler\(connection\)/m);
  assert.doesNotMatch(code, /^export/m);
  const { stdout } = await command('validate', '--format', 'json');
  assert.deepEqual(JSON.parse(stdout).diagnostics, []);
  await command('apply', '--auto-approve', '--emulator');
  await command('plan', '--detailed-exitcode', '--emulator');
});

test('the types allow what is lowered, and nothing that the runtime lacks', async (t) => {
  const folder = copied(t);
  const wrong = [
    'new Map();',
    "for (const letter of 'abc') console.log(letter);",
    "const revoked: boolean = store.exists('a');",
    'fetch(connectionHandler.name);',
  ];
  for (const line of wrong) {
    const file = join(folder, 'src/gate.ts');
    cpSync(join(example, 'src/gate.ts'), file);
    appendFileSync(file, `${line}\n`);
    const last = readFileSync(file, 'utf8').trimEnd().split('\n').length;
    await assert.rejects(check(folder), ({ stdout }) => stdout.includes(`gate.ts(${last},`), line);
  }
});

test('a function that is too large is not written', async (t) => {
  const folder = copied(t);
  appendFileSync(join(folder, 'src/gate.ts'), `console.log('${'x'.repeat(10_240)}');\n`);
  await assert.rejects(build(folder), ({ stderr }) => /has \d+ bytes, and CloudFront takes at most 10240/.test(stderr));
  assert.ok(!existsSync(join(folder, 'dist')));
});
