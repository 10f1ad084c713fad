// The package in somebody's own page: the tarball installed in an empty folder, built by Vite, run in Chromium.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { serve } from '../../examples/browser-validator/serve.js';
import { launch } from './support/browser.js';
import { allCases } from './support/cases.js';

const packages = fileURLToPath(new URL('../../target/npm', import.meta.url));

const PAGE = '<!doctype html><title>waiting</title><script type="module" src="main.js"></script>';
const PLANS = `import { emptyAccount, init, plan, renderPlan } from 'connfn';
import files from './files.json';
await init();
const { plan: made } = plan({ sources: { files }, observed: emptyAccount(), stack: 'site-1' });
document.body.textContent = renderPlan(made);
document.title = 'done';
`;
const TESTS = `import { check, init } from 'connfn';
import files from './files.json';
await init();
const { renderTests, runTests } = await import('connfn/simulator');
const sources = { files, listings: { './': Object.keys(files) } };
document.body.textContent = await renderTests(await runTests(check({ sources })));
document.title = 'done';
`;

async function tarball() {
  const found = (await readdir(packages).catch(() => [])).find((name) => /^connfn-\d.*\.tgz$/.test(name));
  assert.ok(found, 'there is no tarball of connfn: run `cargo xtask npm`');
  return join(packages, found);
}

/** Builds a page of a program and the files of a configuration, and gives what it shows. */
async function shown(program, files) {
  const folder = await mkdtemp(join(tmpdir(), 'connfn-vite-'));
  const browser = await launch();
  let server;
  try {
    await writeFile(join(folder, 'package.json'), '{ "private": true, "type": "module" }');
    await writeFile(join(folder, 'files.json'), JSON.stringify(files));
    await writeFile(join(folder, 'index.html'), PAGE);
    await writeFile(join(folder, 'main.js'), program);
    // Of what the tarball asks for, a browser needs nothing.
    const npm = ['install', '--offline', '--omit=optional', '--no-audit', '--no-fund', await tarball()];
    execFileSync('npm', npm, { cwd: folder, stdio: 'pipe' });
    await build({ root: folder, logLevel: 'warn', build: { target: 'es2022' } });
    const site = await serve(0, join(folder, 'dist'));
    server = site.server;
    const page = await browser.newPage();
    await page.goto(site.url);
    await page.waitForFunction(() => document.title === 'done');
    return await page.evaluate(() => document.body.textContent);
  } finally {
    server?.close();
    await browser.close();
    await rm(folder, { recursive: true });
  }
}

test('a page that Vite built plans as every surface does', async () => {
  const { files, expected } = allCases().find(({ name }) => name === 'documented-basic-usage');
  assert.equal(await shown(PLANS, Object.fromEntries(files.map(({ path, text }) => [path, text]))), expected.text);
});

test('a page that Vite built runs the tests of functions, in the worker that Vite made', async () => {
  const folder = new URL('../../examples/allow-list/', import.meta.url);
  const names = ['main.tf', 'allow-list.js', 'allow-list.test.yaml'];
  const files = Object.fromEntries(names.map((name) => [name, readFileSync(new URL(name, folder), 'utf8')]));
  assert.match(await shown(TESTS, files), /\n\n\d+ tests of 1 function passed\.\n$/);
});
