// Whether a module is one of this package's, before anything of it is used.

import { version } from './build.js';
import { loadFailed } from './errors.js';

/** Throws unless a module exports these names. */
export function refuseStranger(module, names, what) {
  const exported = new Set(WebAssembly.Module.exports(module).map(({ name }) => name));
  if (!names.every((name) => exported.has(name))) throw loadFailed(`${what} is not connfn's WASM`);
}

/** Imports that do nothing. Asking for the version needs none. */
export function idle(module) {
  const imports = {};
  for (const { module: from, name } of WebAssembly.Module.imports(module)) (imports[from] ??= {})[name] = () => {};
  return imports;
}

/** One of another version would give other answers. */
export function refuseOther({ exports }, what) {
  const [start, length] = exports.version();
  const found = new TextDecoder().decode(new Uint8Array(exports.memory.buffer, start, length));
  if (found !== version) throw loadFailed(`${what} is of version ${found} of connfn, and this package of ${version}`);
}

/** Both. */
export async function refuseForeign(module, names, what) {
  refuseStranger(module, names, what);
  refuseOther(await WebAssembly.instantiate(module, idle(module)), what);
}
