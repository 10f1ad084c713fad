// Where a place of a function's code is in the sources: in a file that is the code, or in a document that holds it, perhaps indented.

/**
 * @param {[string, string][]} texts the sources, by path
 * @param {number} line from 1
 * @param {number} column in characters, from 1
 * @returns a location as connfn has them, or undefined if the code stands nowhere as it is
 */
export function placeOf(texts, code, line, column) {
  const before = [...(code.split('\n')[line - 1] ?? '')].slice(0, column - 1).join('');
  const file = texts.find(([, text]) => text === code);
  if (file) return location(file[0], line, before.length + 1);
  const lines = code.replace(/\n$/, '').split('\n');
  for (const [path, text] of texts) {
    const found = within(text.split('\n'), lines);
    if (found) return location(path, found.first + line, found.indentation + before.length + 1);
  }
  return undefined;
}

/** After how many lines of a document these lines begin, and how far they are indented. */
function within(document, lines) {
  for (let first = 0; first + lines.length <= document.length; first += 1) {
    const indentation = /^[ \t]*/.exec(document[first])[0].slice(0, Math.max(0, document[first].length - lines[0].length));
    const isIt = lines.every((line, index) => document[first + index].trimEnd() === (line === '' ? '' : (indentation + line).trimEnd()));
    if (isIt) return { first, indentation: indentation.length };
  }
  return undefined;
}

function location(file, line, column) {
  const place = { line, column_utf16: column };
  return { file, span: { start: place, end: place } };
}
