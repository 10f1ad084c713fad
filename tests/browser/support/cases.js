// The cases of `tests/cases`, read as their README says.

import { readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../cases', import.meta.url));

const optional = (file) => {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
};

export function allCases() {
  const folders = readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return folders.map(({ name }) => readCase(name)).sort((a, b) => (a.name < b.name ? -1 : 1));
}

function readCase(name) {
  const file = (path) => join(root, name, path);
  const { folder = '.', ...request } = JSON.parse(optional(file('case.json')) ?? '{}');
  return {
    name,
    folder: join(file('config'), folder),
    files: readFolder(file('config'), join(file('config'), folder)),
    observed: optional(file('observed.json')),
    request: { stack: 'site-1', ...request },
    expected: {
      diagnostics: optional(file('diagnostics.json')),
      plan: optional(file('plan.json')),
      text: optional(file('plan.txt')),
    },
  };
}

/** `{ path, bytes, text }` of each file, its path relative to another folder; without a text if it is not UTF-8. */
function readFolder(folder, base) {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return entries.map((entry) => {
    const file = join(entry.parentPath, entry.name);
    const bytes = readFileSync(file);
    return { path: relative(base, file).replaceAll('\\', '/'), bytes, text: decode(bytes) };
  });
}

function decode(bytes) {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
