// The plan: as text for people, in connfn's own colours, and as the JSON that `connfn apply` takes.

import { pieces } from './ansi.js';
import { byId, element } from './dom.js';
import { markSelected, tabKeys } from './tabs.js';

export class PlanView {
  #texts = {};
  #tabs = byId('plan-tabs');
  #selected = 'text';

  constructor() {
    tabKeys(this.#tabs, { choose: (tab) => this.#choose(tab.dataset.format) });
    byId('copy').addEventListener('click', () => this.#copy());
    byId('download').addEventListener('click', () => this.#download());
    this.#choose(this.#selected);
  }

  /** `texts` are the plan's `text`, `coloured` and `json`; without a plan, undefined. */
  show(texts) {
    byId('no-plan').hidden = texts !== undefined;
    byId('plan-output').hidden = texts === undefined;
    if (texts?.coloured !== this.#texts.coloured) byId('plan-text').replaceChildren(...lines(texts?.coloured));
    byId('plan-json').textContent = texts?.json ?? '';
    byId('copied').textContent = '';
    this.#texts = texts ?? {};
  }

  #choose(format) {
    this.#selected = format;
    markSelected(this.#tabs, [...this.#tabs.children].find((tab) => tab.dataset.format === format));
    for (const name of ['text', 'json']) byId(`plan-${name}`).hidden = name !== format;
    byId('copied').textContent = '';
  }

  async #copy() {
    let said = 'Copied.';
    try {
      await navigator.clipboard.writeText(this.#texts[this.#selected]);
    } catch {
      said = 'The browser does not let this page copy.';
    }
    byId('copied').textContent = said;
  }

  #download() {
    const url = URL.createObjectURL(new Blob([this.#texts.json], { type: 'application/json' }));
    element('a', { href: url, download: 'plan.json' }).click();
    // The browser has taken hold of the blob when the click returns.
    URL.revokeObjectURL(url);
  }
}

/** Each line hangs from its own indentation, so that one that is broken on a narrow page is still one line to the eye. */
function lines(coloured = '') {
  return coloured
    .split('\n')
    .slice(0, -1)
    .map((line) => {
      const parts = pieces(line);
      const plain = parts.map(({ text }) => text).join('');
      const made = element('span', { class: 'line' }, ...parts.map(piece));
      made.style.setProperty('--indent', `${/^[\s+~-]*/.exec(plain)[0].length + 2}ch`);
      return made;
    });
}

const piece = ({ text, ink }) => (ink ? element('span', { class: ink }, text) : text);
