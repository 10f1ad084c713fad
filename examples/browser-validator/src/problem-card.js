// What a problem says: its message, its help, its code.

import { element, prose } from './dom.js';

/** From the worst to the least. */
export const SEVERITIES = { error: 'Error', warning: 'Warning', info: 'Note' };

export function problemCard({ severity, code, message, help }) {
  return element(
    'div',
    { class: `card ${severity}` },
    element('p', {}, element('strong', {}, `${SEVERITIES[severity]}: `), ...prose(message)),
    help && element('p', { class: 'help' }, ...prose(help)),
    element('p', { class: 'code' }, code),
  );
}

export function worstOf(problems) {
  return Object.keys(SEVERITIES).find((severity) => problems.some((problem) => problem.severity === severity));
}
