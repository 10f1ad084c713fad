// Builds the page into `dist/`: plain files that any web server can give out.

import { build } from 'esbuild';
import { cp, mkdir, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));

await rm(`${here}dist`, { recursive: true, force: true });
await mkdir(`${here}dist`);
await cp(`${here}src/index.html`, `${here}dist/index.html`);
await cp(`${here}src/icon.svg`, `${here}dist/icon.svg`);
await build({
  absWorkingDir: here,
  // `connfn.js` is the package as the page has it, for a console or a test to import.
  entryPoints: ['src/main.js', 'src/connfn.js', 'src/simulator-worker.js', { in: 'src/styles/page.css', out: 'page' }],
  outdir: 'dist',
  bundle: true,
  splitting: true,
  format: 'esm',
  target: 'es2022',
  minify: true,
  entryNames: '[name]',
  assetNames: '[name]',
  chunkNames: 'chunk-[hash]',
  loader: { '.wasm': 'file', '.tf': 'text', '.json': 'text' },
  // The package `connfn` is the installed one, or else the one that `cargo xtask npm` built in this repository.
  nodePaths: [`${here}../../target/npm`],
  logLevel: 'warning',
}).catch(() => {
  console.error('If `connfn` was not found: install it, or run `cargo xtask npm` in its repository.');
  process.exit(1);
});
