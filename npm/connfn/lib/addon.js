// The addon as a backend, if there is one for this machine: from the platform's package, or from beside this package
// where someone develops connfn itself.

import { platforms, version } from './build.js';

export function findAddon(require) {
  const here = platforms.filter(({ os, cpu }) => os === process.platform && cpu === process.arch);
  // Of two packages that differ in their libc, the wrong one does not load.
  const candidates = [...here.map(({ name }) => `@connfn/${name}/connfn.node`), '../connfn.node'];
  for (const candidate of candidates) {
    try {
      const addon = require(candidate);
      // An addon of another version would give other answers.
      if (addon.version() === version) return addon;
    } catch {
      // Not there, or not for this machine.
    }
  }
  return undefined;
}

export const backendOf = (addon) => ({
  call: (name, ...args) => addon[name](...args),

  run(plan, options) {
    const run = new addon.Run(plan, options);
    return { call: (method, ...args) => run[method](...args) };
  },

  value: JSON.parse,
});
