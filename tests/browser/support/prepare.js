// Builds the validator's page, which the tests open, and first installs what its build imports unless that is done already.

import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const page = new URL('../../../examples/browser-validator/', import.meta.url);

function npm(...args) {
  const options = { cwd: fileURLToPath(page), stdio: 'inherit', shell: process.platform === 'win32' };
  const { status, error } = spawnSync('npm', args, options);
  if (error) throw error;
  if (status !== 0) process.exit(status ?? 1);
}

const installed = new URL('node_modules/.package-lock.json', page);
const wanted = new URL('package-lock.json', page);
if (!existsSync(installed) || statSync(installed).mtimeMs < statSync(wanted).mtimeMs) npm('ci', '--no-audit', '--no-fund');
npm('run', 'build');
