// Where in an argument something is wrong, for a message. This is asked only when a call has failed already.

/**
 * The first place of which `wrong` says something, with what it says: `sources.files["main.tf"] is …`. Undefined if there is
 * none, or if a value cannot be walked.
 * @param {(value: unknown, above: Set<object>, key?: string) => string | undefined} wrong
 */
export function placeOf(value, wrong) {
  try {
    return walk(value, wrong, new Set(), '');
  } catch {
    return undefined;
  }
}

function walk(value, wrong, above, path, key) {
  const found = wrong(value, above, key);
  if (found !== undefined) return `${path ? `\`${short(path)}\`` : 'it'} ${found}`;
  if (value === null || typeof value !== 'object' || typeof value.toJSON === 'function') return undefined;
  above.add(value);
  for (const name of Object.keys(value)) {
    const place = walk(value[name], wrong, above, path + step(value, name, path), Array.isArray(value) ? undefined : name);
    if (place !== undefined) return place;
  }
  above.delete(value);
  return undefined;
}

function step(value, name, path) {
  if (Array.isArray(value)) return `[${name}]`;
  if (!/^[\w$]+$/.test(name)) return `[${JSON.stringify(name)}]`;
  return path ? `.${name}` : name;
}

const short = (path) => (path.length > 200 ? `${path.slice(0, 200)}…` : path);

/** What keeps a value from being written as JSON. */
export function unwritable(value, above) {
  if (typeof value === 'bigint') return typeof value.toJSON === 'function' ? undefined : 'is a BigInt';
  return above.has(value) ? 'is an object that it is itself part of' : undefined;
}

/** Half a surrogate pair, in a text or in a member's name. */
export function half(value, above, key) {
  if (key !== undefined && !key.isWellFormed()) return 'has half a surrogate pair in its name';
  return typeof value === 'string' && !value.isWellFormed() ? 'has half a surrogate pair' : undefined;
}
