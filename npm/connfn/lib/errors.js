// The errors that every function throws: an `Error` with a stable `code` and, where connfn itself refused something, the
// diagnostics that say why.

/** @returns {Error & { code: string, diagnostics: object[] }} */
export function failure(code, message, cause) {
  const error = cause === undefined ? new Error(message) : new Error(message, { cause });
  return Object.assign(error, { code, diagnostics: [] });
}

export const invalidArgument = (message, cause) => failure('invalid-argument', message, cause);

/** Whether an error is one that the addon or the WASM made on purpose. */
export const isOurs = (error) =>
  error instanceof Error && typeof error.code === 'string' && Array.isArray(error.diagnostics);
