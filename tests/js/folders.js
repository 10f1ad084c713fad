// Reads the folder of a configuration, as a program does that is asked for one file after another.

import { existsSync, readFileSync, readdirSync } from 'node:fs';

/** Gives a file or a folder to the sources, or says why not. */
function give(sources, folder, name) {
  const file = new URL(name, folder);
  if (!existsSync(file)) {
    sources.unavailable[name] = 'missing';
    return;
  }
  if (name.endsWith('/')) {
    const entries = readdirSync(file, { withFileTypes: true });
    sources.listings[name] = entries.map((entry) => (entry.isDirectory() ? `${entry.name}/` : entry.name)).sort();
    return;
  }
  try {
    // Text is kept as it is, a byte order mark included.
    sources.files[name] = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(readFileSync(file));
  } catch {
    sources.unavailable[name] = 'not-utf8';
  }
}

/** Asks with the files of a folder, and again with all that is asked for, until nothing is. Gives the last answer. */
export function gathered(connfn, folder, sources, ask) {
  for (const file of readdirSync(folder)) if (connfn.isConfiguration(file)) give(sources, folder, file);
  for (;;) {
    const response = ask(sources);
    const asked = [...response.needs, ...response.wants];
    if (asked.length === 0) return response;
    for (const file of asked) {
      if (Object.values(sources).some((given) => file in given)) throw new Error(`${file} was given, and asked for again`);
      give(sources, folder, file);
    }
  }
}

/** Sources of which nothing is known yet. */
export const nothing = (variables = []) => ({ files: {}, listings: {}, unavailable: {}, variables });
