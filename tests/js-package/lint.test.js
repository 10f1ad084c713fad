// What programs that know npm packages say of ours.

import { test } from 'node:test';
import { join } from 'node:path';
import { command, here, main, platform } from './support.js';

const bin = (name) => join(here, 'node_modules/.bin', name);

for (const [name, tarball] of Object.entries({ main, platform })) {
  test(`publint finds nothing in ${name}`, () => command(here, bin('publint'), 'run', tarball, '--strict'));
}

// The WASM and the schemas are files, not modules, and a worker is no module that a program imports.
const FILES = ['connfn.wasm', 'simulator.wasm', 'simulator/worker', 'schema/plan.json'];

test('the types are not wrong', () => command(here, bin('attw'), main, '--exclude-entrypoints', ...FILES));
