// What became of a run, in words: the decision, what went wrong and where, what was logged.

import { count } from '../account.js';
import { element, prose } from '../dom.js';

/** Why a connection is denied about which nothing was decided, by what kept the function from it. */
const UNDECIDED = {
  'refused-before-run': 'Denied: the function was not run',
  thrown: 'Denied: the function failed',
  limit: 'Denied: the function was stopped',
};

function decided(decision, error) {
  if (decision === 'allow') return 'Allowed';
  if (decision === 'deny') return 'Denied';
  return UNDECIDED[error?.kind] ?? 'Denied: the function called neither allow() nor deny()';
}

/** `wayTo(line, column)` gives what leads to a place of the code, if anything does. */
export function shown({ decision, logs, custom_data: customData, error, notes = [], coverage }, wayTo) {
  return [
    element('p', { class: `decision ${decision}` }, decided(decision, error)),
    error && problem(error, wayTo),
    ...notes.map((note) => element('p', {}, ...prose(note))),
    logs.length > 0 && element('div', { class: 'logs' }, element('h3', {}, 'Logs'), element('pre', {}, logs.join('\n'))),
    customData !== undefined && element('p', {}, 'Custom data: ', element('code', {}, customData)),
    coverage.lines.length > 0 && element('p', { class: 'hint' }, covered(coverage)),
  ].filter(Boolean);
}

function problem({ message, help, line, column, code }, wayTo) {
  return element(
    'div',
    { class: 'error' },
    element('p', {}, element('strong', {}, code ? `Error ${code}: ` : 'Error: '), ...prose(message)),
    help && element('p', { class: 'help' }, ...prose(help)),
    line && element('p', { class: 'where' }, place(`line ${line}:${column}`, wayTo(line, column))),
  );
}

const place = (text, onclick) => (onclick ? element('button', { type: 'button', class: 'link', onclick }, text) : text);

function covered({ lines, hit }) {
  const left = lines.filter((line) => !hit.includes(line));
  const all = `${hit.length} of ${count(lines.length, 'line')} with a statement ran`;
  return left.length > 0 ? `${all}; not ${left.join(', ')}.` : `${all}.`;
}
