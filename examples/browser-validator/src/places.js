// From connfn's places to an editor's: lines from 1 and UTF-16 columns from 1 become offsets into the document. Byte
// offsets would not do: the editor counts in UTF-16, and a `\r\n` as one.

/** The offset of a place; one that the document no longer has becomes the nearest. */
export function offsetOf(doc, { line, column_utf16: column }) {
  const at = doc.line(Math.min(Math.max(line, 1), doc.lines));
  return Math.min(at.from + column - 1, at.to);
}

export function rangeOf(doc, { start, end }) {
  const from = offsetOf(doc, start);
  return { from, to: Math.max(from, offsetOf(doc, end)) };
}
