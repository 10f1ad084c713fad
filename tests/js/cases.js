// Reads the cases of `tests/cases`. What their files mean is written in `tests/cases/README.md`; this is one reading of it.

import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { gathered, nothing } from './folders.js';

const root = new URL('../cases/', import.meta.url);
const inputs = ['case.json', 'config', 'observed.json'];

/** The names of all cases. */
export const names = readdirSync(root, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name)
  .sort();

const read = (file) => (existsSync(file) ? readFileSync(file, 'utf8') : undefined);

/** Plans a case on a surface. */
export function planCase(connfn, name) {
  const folder = new URL(`${name}/`, root);
  const observed = read(new URL('observed.json', folder));
  const { variables = [], folder: within = '', ...options } = JSON.parse(read(new URL('case.json', folder)) ?? '{}');
  const config = new URL(within === '' ? 'config/' : `config/${within}/`, folder);
  const request = {
    stack: 'site-1',
    ...options,
    sources: nothing(variables),
    observed: observed === undefined ? connfn.emptyAccount() : connfn.readObserved(observed),
  };
  const response = gathered(connfn, config, request.sources, () => connfn.plan(request));
  return { request, response };
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
