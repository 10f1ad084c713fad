// The colours of connfn's own rendering, as names. The planner marks what is added, changed and removed with ANSI
// sequences; foreign text cannot hold one, since the planner makes control characters visible.

const NAMES = { 1: 'strong', 2: 'faint', 31: 'remove', 32: 'add', 33: 'change' };

/** Splits a line into pieces `{ text, ink }`; a piece without colour has no `ink`. */
export function pieces(line) {
  const result = [];
  let ink;
  for (const [index, part] of line.split(/\u001b\[(\d+)m/).entries()) {
    if (index % 2 === 1) ink = NAMES[part];
    else if (part !== '') result.push({ text: part, ink });
  }
  return result;
}
