// Files, exports and dependencies that nothing uses, and imports that no manifest lists, as knip finds them, in every folder with a
// package.json. What is used in a way that knip cannot see is said here.

import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const knip = fileURLToPath(new URL('node_modules/knip/bin/knip.js', import.meta.url));

// `cargo xtask npm` puts the package where the examples find it; it cannot be in their manifests before it is published. `cloudfront` is
// a module of CloudFront's runtime, in functions.
const given = ['cloudfront', 'connfn'];

const folders = {
  'examples/browser-validator': {
    entry: ['build.js', 'serve.js', 'src/main.js', 'src/simulator-worker.js', 'src/connfn.js'],
    ignoreDependencies: given,
  },
  'examples/js-executor': { entry: ['apply.js', 'test/*.test.js'], ignoreDependencies: given },
  'examples/node-build': { entry: ['build.js', 'src/gate.ts', 'test/*.test.js'], ignoreDependencies: given },
  'examples/typescript': { entry: ['build.js', 'src/gate.ts', 'test/*.test.js'], ignoreDependencies: given },
  // Programs that `cargo xtask` runs.
  npm: { entry: [], project: ['*.js'], ignoreDependencies: ['binaryen', 'esbuild'] },
  'npm/connfn': {
    entry: ['bin/*.js', 'lib/{browser,node}.js', 'lib/simulator/{browser,node,browser-worker,node-worker}.js'],
    // Made by `cargo xtask npm`.
    ignoreUnresolved: ['.*/build\\.js', '.*/wasm/(connfn|simulator)\\.js'],
  },
  'npm/connfn/runtime': { entry: ['*.d.ts'] },
  'tests/browser': {},
  'tests/ci': {},
  'tests/emulator-clients': {},
  // Its schema is read by its path.
  'tests/js': { ignoreDependencies: ['@microsoft/jest-sarif'] },
  'tests/js-package': {
    // What `user` holds is copied to where a user is.
    ignore: ['user/**'],
    // Programs that tests run, and what the validator of bills loads.
    ignoreDependencies: ['@arethetypeswrong/cli', 'ajv', 'ajv-formats', 'ajv-formats-draft2019', 'publint'],
  },
  'tests/lint': {},
  // A function that the picture shows.
  'tests/pictures': { ignore: ['configuration/**'] },
};

/** An empty folder, for as long as a test runs. */
function emptyFolder(t) {
  const folder = mkdtempSync(join(tmpdir(), 'connfn-knip-'));
  t.after(() => rmSync(folder, { recursive: true }));
  return folder;
}

/** What knip finds in a folder; nothing is the empty text. */
function found(t, folder, config) {
  const file = join(emptyFolder(t), 'knip.json');
  writeFileSync(file, JSON.stringify(config));
  const options = ['--directory', folder, '--config', file, '--no-progress', '--no-config-hints'];
  const { status, stdout, stderr } = spawnSync(process.execPath, [knip, ...options], { encoding: 'utf8' });
  return status === 0 ? '' : stdout + stderr;
}

for (const [folder, config] of Object.entries(folders)) {
  test(`knip finds nothing in ${folder}`, (t) => assert.equal(found(t, join(root, folder), config), ''));
}

test('knip finds what is wrong', (t) => {
  const folder = emptyFolder(t);
  const manifest = { name: 'wrong', type: 'module', main: 'index.js', dependencies: { unused: '1.0.0' } };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
  writeFileSync(join(folder, 'index.js'), "import 'unlisted';\n");
  writeFileSync(join(folder, 'forgotten.js'), '');
  const said = found(t, folder, {});
  for (const name of ['unused', 'unlisted', 'forgotten.js']) assert.match(said, new RegExp(`^${name}( |$)`, 'm'));
});

test('no folder is left out', () => {
  const manifests = execFileSync('git', ['ls-files', '--', '*package.json'], { cwd: root, encoding: 'utf8' });
  assert.deepEqual(manifests.trim().split('\n').map(dirname).sort(), Object.keys(folders).sort());
});
