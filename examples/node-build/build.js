// Bundles the function, checks the configuration that deploys it, tests the function, plans against what `connfn observe` wrote, and
// saves the plan for `connfn apply`.
//
//   npx connfn observe --out observed.json
//   node build.js
//   npx connfn apply plan.json

import { check, emptyAccount, plan, planToJson, readObserved, renderPlan } from 'connfn';
import { runTests } from 'connfn/simulator';
import { build } from 'esbuild';
import { copyFileSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Whose these resources are. The name must be this configuration's alone in the AWS account. */
const STACK = process.env.CONNFN_STACK ?? 'example-node-build';

const here = new URL('./', import.meta.url);
const read = (path) => readFileSync(new URL(path, here), 'utf8');

/** Reads a file if it is there. */
const readIfThere = (path) => ifThere(() => read(path));

/** What lies in a folder if it is there: names, those of folders with a slash after them. */
function listIfThere(path) {
  const entries = ifThere(() => readdirSync(new URL(path, here), { withFileTypes: true }));
  return entries?.map((entry) => (entry.isDirectory() ? `${entry.name}/` : entry.name)).sort();
}

function ifThere(look) {
  try {
    return look();
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}

async function bundle() {
  await build({
    absWorkingDir: fileURLToPath(here),
    entryPoints: ['src/gate.ts'],
    outfile: 'dist/gate.js',
    bundle: true,
    format: 'esm',
    // The runtime has `async` and no `?.`. What else it lacks esbuild cannot lower: ../typescript shows what can.
    target: 'es2018',
    // CloudFront has this module, and calls a handler that nothing here calls.
    external: ['cloudfront'],
    treeShaking: false,
    legalComments: 'none',
    logLevel: 'warning',
  });
  // connfn looks for the tests of a function beside its code.
  copyFileSync(new URL('src/gate.test.yaml', here), new URL('dist/gate.test.yaml', here));
}

/** The configuration, with every file that it names and the tests of its functions. */
function gather() {
  const sources = { files: { 'main.tf': read('main.tf') }, listings: {}, unavailable: {} };
  for (;;) {
    const checked = check({ sources });
    const paths = [...checked.needs, ...checked.wants];
    if (paths.length === 0) return { sources, checked };
    for (const path of paths) {
      const isFolder = path.endsWith('/');
      const found = isFolder ? listIfThere(path) : readIfThere(path);
      if (found === undefined) sources.unavailable[path] = 'missing';
      else if (isFolder) sources.listings[path] = found;
      else sources.files[path] = found;
    }
  }
}

function tell({ severity, code, message, location, help }) {
  const place = location ? `${location.file}:${location.span.start.line}:${location.span.start.column_utf16}: ` : '';
  console.error(`${place}${severity}[${code}]: ${message}${help ? `\n  help: ${help}` : ''}`);
}

await bundle();
const { sources, checked } = gather();
// A function of which a test fails blocks the plan.
const tests = await runTests(checked);
const state = readIfThere('observed.json');
if (state === undefined) console.error('there is no observed.json: planning for an account in which nothing exists');
const observed = state === undefined ? emptyAccount() : readObserved(state);
const response = plan({ sources, observed, stack: STACK, tests });
response.diagnostics.forEach(tell);
if (!response.plan || response.plan.report.blocked.length > 0) {
  process.exitCode = 1;
} else {
  process.stdout.write(renderPlan(response.plan, { palette: process.stdout.isTTY ? 'ansi' : 'plain' }));
  writeFileSync(new URL('plan.json', here), planToJson(response.plan));
}
