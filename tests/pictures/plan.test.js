// The picture of a plan in the README is what the command prints. `UPDATE=1 npm test` draws it anew.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { draw } from './terminal.js';

const here = fileURLToPath(new URL('.', import.meta.url));
const connfn = resolve(process.env.CONNFN_BIN ?? join(here, '../../target/debug/connfn'));
const picture = join(here, '../../docs/pictures/plan.svg');

test('the plan that the README shows is the plan that is printed', () => {
  const options = ['--observed', '../observed.json', '--stack', 'gateway', '--color', 'always'];
  const printed = execFileSync(connfn, ['plan', ...options], { cwd: join(here, 'configuration'), encoding: 'utf8' });
  const drawn = draw('connfn plan', printed, 'A plan that updates a function and publishes it, with the difference of its code');
  if (process.env.UPDATE) writeFileSync(picture, drawn);
  assert.equal(readFileSync(picture, 'utf8'), drawn, 'draw it anew with `UPDATE=1 npm test`');
});

test('text of others cannot leave its place in the picture', () => {
  const drawn = draw('connfn', '</text><script>&\n\n\u001b[31m<b>\u001b[0m', 'a & b');
  assert.ok(!drawn.includes('<script') && !drawn.includes('<b>') && drawn.includes('<title>a &amp; b</title>'), drawn);
});
