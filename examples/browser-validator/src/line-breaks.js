// A function's code is deployed byte for byte, so an editor must give back the line breaks that it was given.

/** What separates the lines of a text: `\r\n` if all do it so; else `\n`, and a `\r` is a character of its line. */
export function lineBreakOf(text) {
  return /\r\n/.test(text) && !/(^|[^\r])\n|\r(?!\n)/.test(text) ? '\r\n' : '\n';
}
