// The lock files: what is installed is what was locked, and does nothing while it is installed.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const files = execFileSync('git', ['ls-files', '--', '*package-lock.json'], { cwd: root, encoding: 'utf8' }).trim().split('\n');

/** Packages with a script that npm would run. esbuild works without its own; `cargo xtask` runs none. */
const known = ['esbuild'];

for (const file of files) {
  test(`${file} holds sums, and no script that is not known`, () => {
    const { packages } = JSON.parse(readFileSync(join(root, file), 'utf8'));
    const installed = Object.entries(packages).filter(([path]) => path !== '');
    assert.ok(packages['']);
    for (const [path, { integrity, hasInstallScript }] of installed) {
      assert.match(integrity ?? '', /^sha512-/, path);
      if (hasInstallScript) assert.ok(known.includes(path.split('node_modules/').pop()), path);
    }
  });
}
