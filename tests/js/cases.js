// Reads the cases of `tests/cases`. What their files mean is written in `tests/cases/README.md`; this is one reading of it.

import { existsSync, readFileSync, readdirSync } from 'node:fs';

const root = new URL('../cases/', import.meta.url);
const inputs = ['case.json', 'config', 'observed.json'];

/** The names of all cases. */
export const names = readdirSync(root, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name)
  .sort();

const read = (file) => (existsSync(file) ? readFileSync(file, 'utf8') : undefined);

/** Gives a file of the configuration to the sources, or says why not. */
function give(sources, config, name) {
  const file = new URL(name, config);
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

/** Plans a case on a surface. */
export function planCase(connfn, name) {
  const folder = new URL(`${name}/`, root);
  const observed = read(new URL('observed.json', folder));
  const { variables = [], folder: within = '', ...options } = JSON.parse(read(new URL('case.json', folder)) ?? '{}');
  const config = new URL(within === '' ? 'config/' : `config/${within}/`, folder);
  const request = {
    stack: 'site-1',
    ...options,
    sources: { files: {}, listings: {}, unavailable: {}, variables },
    observed: observed === undefined ? connfn.emptyAccount() : connfn.readObserved(observed),
  };
  for (const file of readdirSync(config)) if (connfn.isConfiguration(file)) give(request.sources, config, file);
  for (;;) {
    const response = connfn.plan(request);
    const asked = [...response.needs, ...response.wants];
    if (asked.length === 0) return { request, response };
    for (const file of asked) {
      if (Object.values(request.sources).some((given) => file in given)) {
        throw new Error(`${file} was given, and asked for again`);
      }
      give(request.sources, config, file);
    }
  }
}

/** What a surface gives for a case, by the name of the file that expects it. */
export function outputs(connfn, name) {
  const { response } = planCase(connfn, name);
  const files = { 'diagnostics.json': `${JSON.stringify(response.diagnostics, null, 2)}\n` };
  if (response.plan) {
    files['plan.json'] = connfn.planToJson(response.plan);
    files['plan.txt'] = connfn.renderPlan(response.plan);
  }
  return files;
}

/** What a case expects. A file that nothing reads is an error. */
export function expectations(name) {
  const folder = new URL(`${name}/`, root);
  const files = readdirSync(folder).filter((file) => !inputs.includes(file));
  return Object.fromEntries(files.map((file) => [file, readFileSync(new URL(file, folder), 'utf8')]));
}
