// The programs of the package's README, run as they are written there.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { packageFolder, surfaces } from './surfaces.js';

const readme = readFileSync(new URL('README.md', packageFolder), 'utf8');
const [checkAndPlan] = [...readme.matchAll(/```js\n([^]*?)```/g)].map(([, code]) => code);
const [editor] = [...readme.matchAll(/```json\n([^]*?)```/g)].map(([, text]) => JSON.parse(text));

/** A folder in which `connfn` is installed. */
function user(t) {
  const folder = mkdtempSync(join(tmpdir(), 'connfn-readme-'));
  t.after(() => rmSync(folder, { recursive: true }));
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(fileURLToPath(packageFolder), join(folder, 'node_modules/connfn'), 'junction');
  return folder;
}

test('the build script checks, plans and writes the plan', (t) => {
  const folder = user(t);
  cpSync(fileURLToPath(new URL('../cases/syntax-of-one-configuration/config', import.meta.url)), folder, { recursive: true });
  writeFileSync(join(folder, 'build.mjs'), checkAndPlan);
  writeFileSync(join(folder, 'observed.json'), surfaces.addon.observedToJson(surfaces.addon.emptyAccount()));
  const printed = execFileSync(process.execPath, ['build.mjs'], { cwd: folder, encoding: 'utf8' });
  const plan = surfaces.addon.readPlan(readFileSync(join(folder, 'plan.json'), 'utf8'));
  assert.equal(printed, surfaces.addon.renderPlan(plan));
});

test('the schema that an editor is given is there', (t) => {
  for (const { url } of editor['json.schemas']) JSON.parse(readFileSync(join(user(t), url), 'utf8'));
});
