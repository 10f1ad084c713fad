// The types, as TypeScript sees them from the tarball: strict, modules alone, nothing skipped, and no library but the language's.

import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { command, give, here, installed, main } from './support.js';

const strict = {
  exactOptionalPropertyTypes: true,
  isolatedModules: true,
  lib: ['ES2022'],
  noEmit: true,
  noUncheckedIndexedAccess: true,
  skipLibCheck: false,
  strict: true,
  target: 'ES2022',
  types: [],
  verbatimModuleSyntax: false,
};

const resolutions = {
  node16: { module: 'node16', moduleResolution: 'node16' },
  bundler: { module: 'esnext', moduleResolution: 'bundler' },
};

for (const [name, options] of Object.entries(resolutions)) {
  test(`types under ${name}`, async (t) => {
    const folder = await installed(t, main);
    give(folder, 'program.ts');
    // The same program as an ES module and as CommonJS.
    for (const extension of ['mts', 'cts']) copyFileSync(join(folder, 'program.ts'), join(folder, `program.${extension}`));
    const compilerOptions = { ...strict, ...options };
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['program.*'] }));
    await command(folder, 'node', join(here, 'node_modules/typescript/bin/tsc'), '--project', folder);
  });
}
