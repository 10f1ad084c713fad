// HCL's tokens, as far as colours need them: CodeMirror has no mode for it.

import { StreamLanguage } from '@codemirror/language';

function token(stream, state) {
  if (state.heredoc) return heredoc(stream, state);
  if (state.comment) return comment(stream, state);
  if (state.quoted) return quoted(stream, state);
  const first = stream.sol() || stream.string.slice(0, stream.pos).trim() === '';
  if (stream.eatSpace()) return null;
  if (stream.match(/^(#|\/\/).*/)) return 'comment';
  if (stream.match('/*')) {
    state.comment = true;
    return 'comment';
  }
  const opening = stream.match(/^<<-?(\w+)\s*$/);
  if (opening) {
    state.heredoc = opening[1];
    return 'string';
  }
  if (stream.eat('"')) {
    state.quoted = true;
    return 'string';
  }
  if (stream.match(/^\d+(\.\d+)?([eE][+-]?\d+)?/)) return 'number';
  if (stream.match(/^(true|false|null)\b/)) return 'atom';
  if (stream.match(/^[A-Za-z_][\w-]*(?=\s*=[^=>])/)) return 'propertyName';
  if (stream.match(/^[A-Za-z_][\w-]*(?=\s*\()/)) return 'keyword';
  if (stream.match(/^[A-Za-z_][\w-]*/)) return first ? 'keyword' : 'variableName';
  stream.next();
  return 'punctuation';
}

function comment(stream, state) {
  if (stream.match(/^.*?\*\//)) state.comment = false;
  else stream.skipToEnd();
  return 'comment';
}

function heredoc(stream, state) {
  if (stream.string.trim() === state.heredoc) state.heredoc = undefined;
  stream.skipToEnd();
  return 'string';
}

/** To the end of the string, or around one interpolation in it. */
function quoted(stream, state) {
  if (stream.match(/^[$%]\{[^}]*\}/)) return 'variableName';
  while (!stream.eol()) {
    if (stream.match(/^[$%]\{/, false)) return 'string';
    const next = stream.next();
    if (next === '\\') stream.next();
    if (next === '"') {
      state.quoted = false;
      return 'string';
    }
  }
  // A quoted string of HCL ends with its line at the latest.
  state.quoted = false;
  return 'string';
}

export const hcl = StreamLanguage.define({
  name: 'hcl',
  startState: () => ({ heredoc: undefined, comment: false, quoted: false }),
  token,
  languageData: { commentTokens: { line: '#', block: { open: '/*', close: '*/' } }, closeBrackets: { brackets: ['{', '[', '(', '"'] } },
});
