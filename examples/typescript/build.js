// Bundles src/gate.ts into dist/gate.js, in the JavaScript that the runtime of connection functions has.
//
//   node build.js && npx connfn validate

import { build } from 'esbuild';
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { lower } from './lower.js';

/** What AWS documents as the largest code. Its API takes more, and is not known to run it. */
const LARGEST = 10_240;

const here = new URL('./', import.meta.url);

/** One file without types, in the JavaScript in which it was written. */
async function bundle(entry) {
  const { outputFiles } = await build({
    absWorkingDir: fileURLToPath(here),
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: 'esm',
    target: 'esnext',
    // CloudFront has these modules, and calls a handler that nothing here calls or exports.
    external: ['cloudfront'],
    treeShaking: false,
    legalComments: 'none',
    logLevel: 'warning',
  });
  return outputFiles[0].text;
}

const code = await lower(await bundle('src/gate.ts'));
const bytes = Buffer.byteLength(code);
if (bytes > LARGEST) {
  console.error(`the function has ${bytes} bytes, and CloudFront takes at most ${LARGEST}`);
  process.exitCode = 1;
} else {
  mkdirSync(new URL('dist/', here), { recursive: true });
  writeFileSync(new URL('dist/gate.js', here), `${code}\n`);
}
