// Where a browser has the WASM from.

import { invalidArgument, isOurs, loadFailed } from './errors.js';

/** What kind of object a value is, also if it is of another realm. */
const kind = (value) => Object.prototype.toString.call(value).slice('[object '.length, -1);

/** Compiles a module of anything that one can be had from; says what it was in words, for a message. */
export async function compiled(source) {
  const what = named(source);
  try {
    return await moduleOf(source, what);
  } catch (error) {
    if (isOurs(error)) throw error;
    throw loadFailed(`${what} cannot be loaded`, error);
  }
}

/** A `data:` URL has no end. */
const short = (url) => (url.length > 200 ? `${url.slice(0, 200)}…` : url);

function named(source) {
  if (typeof source === 'string') return `the WASM at ${short(source)}`;
  if (source !== null && typeof source === 'object') {
    if (kind(source) === 'URL') return `the WASM at ${short(source.href)}`;
    if (kind(source) === 'Response') return `the WASM ${source.url ? `at ${source.url}` : 'in the response'}`;
    if (kind(source) === 'WebAssembly.Module') return 'the WebAssembly.Module';
    if (isBytes(source)) return 'the WASM in the bytes given';
    if (typeof source.then === 'function') return 'the WASM that was promised';
  }
  throw invalidArgument('the source is no URL, response, promise of a response, bytes or WebAssembly.Module');
}

const isBytes = (value) => ArrayBuffer.isView(value) || kind(value) === 'ArrayBuffer';

async function moduleOf(source, what) {
  if (typeof source === 'string' || kind(source) === 'URL') return compiled(await fetch(source));
  if (kind(source) === 'WebAssembly.Module') return { module: source, what };
  if (isBytes(source)) return { module: await WebAssembly.compile(source), what };
  if (kind(source) !== 'Response') return compiled(await source);
  if (!source.ok) throw loadFailed(`${what} cannot be loaded: the server answered ${source.status}`);
  // A server that does not know the type is slower, and no worse.
  const streams = source.headers.get('content-type')?.trim().toLowerCase() === 'application/wasm';
  if (streams && WebAssembly.compileStreaming) return { module: await WebAssembly.compileStreaming(source), what };
  return { module: await WebAssembly.compile(await source.arrayBuffer()), what };
}
