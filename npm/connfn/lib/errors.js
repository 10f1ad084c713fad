// The errors that every function throws: an `Error` with a stable `code` and, where connfn itself refused something, the
// diagnostics that say why.

/** @returns {Error & { code: string, diagnostics: object[] }} */
export function failure(code, message, cause) {
  const error = cause === undefined ? new Error(message) : new Error(message, { cause });
  return Object.assign(error, { code, diagnostics: [] });
}

export const invalidArgument = (message, cause) => failure('invalid-argument', message, cause);

/** What kept the WASM from being loaded is told in the same line. */
export function loadFailed(message, cause) {
  const why = cause instanceof Error && cause.message ? `: ${cause.message.split('\n', 1)[0]}` : '';
  return failure('load-failed', message + why, cause);
}

/** Whether an error is one that the addon or the WASM made on purpose. */
export const isOurs = (error) =>
  error instanceof Error && typeof error.code === 'string' && Array.isArray(error.diagnostics);
