// The list of all problems, each with links to its places, and with what mends it where a click can.

import { byId, element, prose } from './dom.js';
import { SEVERITIES } from './problem-card.js';

/** Problems of the page's own fields rather than of a file. */
const FIELDS = {
  CF0409: ['stack', 'the stack name'],
  CF0411: ['targets', 'the targets'],
  CF0506: ['observed', 'the observed state'],
};

export class ProblemList {
  #list = byId('problem-list');
  #go;
  #create;

  /** `go(location)` shows a place, `create(path)` adds an empty file. */
  constructor({ go, create }) {
    this.#go = go;
    this.#create = create;
  }

  show(diagnostics, missing) {
    const items = diagnostics.map((diagnostic) => this.#item(diagnostic));
    const mend = missing.map((path) =>
      element('li', { class: 'mend' }, this.#button(`Add an empty ${path}`, () => this.#create(path))),
    );
    this.#list.replaceChildren(...items, ...mend);
    byId('no-problems').hidden = items.length > 0;
    for (const [code, [field]] of Object.entries(FIELDS)) {
      byId(field).ariaInvalid = diagnostics.some((diagnostic) => diagnostic.code === code);
    }
  }

  #item({ severity, code, message, help, address, location, related = [] }) {
    return element(
      'li',
      { class: severity },
      element('p', {}, element('strong', {}, `${SEVERITIES[severity]} ${code}: `), ...prose(message)),
      help && element('p', { class: 'help' }, ...prose(help)),
      element('p', { class: 'where' }, ...this.#where(code, location, address)),
      ...related.map((other) => element('p', { class: 'where' }, ...prose(other.message), ' ', this.#link(other.location))),
    );
  }

  #where(code, location, address) {
    const field = FIELDS[code];
    const link = location ? this.#link(location) : field && this.#button(field[1], () => reveal(byId(field[0])));
    return [link, link && address && ' ', address && element('code', {}, address)].filter(Boolean);
  }

  #link(location) {
    const { line, column_utf16: column } = location.span.start;
    return this.#button(`${location.file}:${line}:${column}`, () => this.#go(location));
  }

  #button(text, onclick) {
    return element('button', { type: 'button', class: 'link', onclick }, text);
  }
}

function reveal(field) {
  const folded = field.closest('details');
  if (folded) folded.open = true;
  field.focus();
}
