#!/usr/bin/env node
// Runs the native command, which the platform's package carries. CONNFN_BIN names another.

import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { constants } from 'node:os';
import { platforms } from '../lib/build.js';

const require = createRequire(import.meta.url);
const suffix = process.platform === 'win32' ? '.exe' : '';
const here = platforms.filter(({ os, cpu }) => os === process.platform && cpu === process.arch);

function find() {
  if (process.env.CONNFN_BIN) return process.env.CONNFN_BIN;
  for (const { name } of here) {
    try {
      return require.resolve(`@connfn/${name}/bin/connfn${suffix}`);
    } catch {
      // Not installed.
    }
  }
  return undefined;
}

const command = find();
if (command === undefined) {
  const wanted = here.map(({ name }) => `@connfn/${name}`).join(' or ');
  console.error(
    wanted
      ? `error: the package ${wanted} is not installed\n  help: install connfn without leaving out optional dependencies`
      : `error: there is no connfn command for ${process.platform} on ${process.arch}`,
  );
  process.exitCode = 1;
} else {
  const child = spawn(command, process.argv.slice(2), { stdio: 'inherit' });
  // Ctrl-C reaches both; what it means is for the command to decide, and this process waits for it.
  process.on('SIGINT', () => {});
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => {
    console.error(`error: the command cannot be started: ${error.message}`);
    process.exitCode = 1;
  });
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? 128 + (constants.signals[signal] ?? 0);
  });
}
