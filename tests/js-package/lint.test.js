// What programs that know npm packages say of ours.

import { statSync } from 'node:fs';
import { test } from 'node:test';
import { join } from 'node:path';
import { command, here, main, platform } from './support.js';

const bin = (name) => join(here, 'node_modules/.bin', name);

// publint reads the addon as if it were code, and does not come through one that holds what debuggers want. CI tests the one that is
// shipped, too.
const LARGEST = 24 * 1024 * 1024;

for (const [name, tarball] of Object.entries({ main, platform })) {
  const skip = statSync(tarball).size > LARGEST && 'the addon is not the one that is shipped, and too large';
  test(`publint finds nothing in ${name}`, { skip }, () => command(here, bin('publint'), 'run', tarball, '--strict'));
}

// The WASM and the schemas are files, not modules, and a worker is no module that a program imports.
const FILES = ['connfn.wasm', 'simulator.wasm', 'simulator/worker', 'schema/plan.json'];

test('the types are not wrong', () => command(here, bin('attw'), main, '--exclude-entrypoints', ...FILES));
