// A plan's text, line by line in colour. A plan of a thousand functions has tens of thousands of lines, and a key pressed
// changes few of them: the text is cut into blocks at its empty lines, and only blocks that changed are made anew.

import { pieces } from './ansi.js';
import { element } from './dom.js';

export class PlanText {
  #container;
  #blocks = [];

  constructor(container) {
    this.#container = container;
  }

  show(coloured) {
    const blocks = coloured.split(/(?<=\n\n)/).filter((block) => block !== '');
    const old = this.#blocks;
    const shortest = Math.min(blocks.length, old.length);
    let before = 0;
    while (before < shortest && blocks[before] === old[before]) before += 1;
    let after = 0;
    while (after < shortest - before && blocks.at(-1 - after) === old.at(-1 - after)) after += 1;
    const shown = [...this.#container.children];
    for (const gone of shown.slice(before, old.length - after)) gone.remove();
    const made = blocks.slice(before, blocks.length - after).map(blockOf);
    const next = shown[old.length - after];
    if (next) next.before(...made);
    else this.#container.append(...made);
    this.#blocks = blocks;
  }

  get lastLine() {
    return this.#container.lastElementChild?.lastElementChild.textContent ?? '';
  }
}

const blockOf = (block) => element('div', { class: 'block' }, ...block.split('\n').slice(0, -1).map(lineOf));

/** A line hangs from its own indentation, so that one that is broken on a narrow page is still one line to the eye. */
function lineOf(coloured) {
  const parts = pieces(coloured);
  const plain = parts.map(({ text }) => text).join('');
  const line = element('span', { class: 'line' }, ...parts.map(({ text, ink }) => (ink ? element('span', { class: ink }, text) : text)));
  line.style.setProperty('--indent', `${/^[\s+~-]*/.exec(plain)[0].length + 2}ch`);
  return line;
}
