// Installs the packed tarballs into empty folders, as a stranger would.

import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const packed = fileURLToPath(new URL('../../target/npm/', import.meta.url));
const tarballs = readdirSync(packed).filter((name) => name.endsWith('.tgz'));

export const here = fileURLToPath(new URL('.', import.meta.url));

/** The tarball of the package itself, and that of the platform. */
export const main = join(packed, tarballs.find((name) => /^connfn-\d/.test(name)));
export const platform = join(packed, tarballs.find((name) => !/^connfn-\d/.test(name)));

/** The environment without what would lead a program astray. */
const { CONNFN_BIN, NODE_OPTIONS, ...clean } = process.env;

/** Runs a program in a folder; gives what it printed, or throws it all. */
export async function command(folder, program, ...args) {
  try {
    const { stdout } = await run(program, args, { cwd: folder, env: clean, shell: process.platform === 'win32' });
    return stdout;
  } catch (error) {
    throw new Error(`${program} ${args.join(' ')} failed\n${error.stdout ?? ''}${error.stderr ?? error}`);
  }
}

/** An empty folder in which these tarballs are installed, without a network: they need nothing else. */
export async function installed(t, ...files) {
  const folder = mkdtempSync(join(tmpdir(), 'connfn-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, 'package.json'), '{ "name": "user", "private": true }\n');
  await command(folder, 'npm', 'install', '--offline', '--no-audit', '--no-fund', ...files);
  return folder;
}

/** Writes the files of a user's program from `user/`. */
export const give = (folder, ...names) => {
  for (const name of names) cpSync(join(here, 'user', name), join(folder, name), { recursive: true });
};

export const manifest = (folder, name = 'connfn') => JSON.parse(readFileSync(join(folder, 'node_modules', name, 'package.json'), 'utf8'));
