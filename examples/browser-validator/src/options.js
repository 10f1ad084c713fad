// What is asked of the plan, in the words of `connfn plan`: its mode, what it may take over or leave, and the addresses that it
// is about, and values of variables. Addresses are written, or chosen from those of the last plan.

import { count } from './account.js';
import { byId, element } from './dom.js';

export class Options {
  #model;
  #fields = byId('options');
  #targets = byId('targets');
  #known = byId('known');
  #variables = byId('variables');

  constructor(model) {
    this.#model = model;
    this.#fields.addEventListener('input', () => this.#changed());
    // A browser may show again what was chosen before the page was reloaded.
    this.#changed();
  }

  /** Offers addresses to choose from. */
  offer(addresses) {
    const offered = [...this.#known.children].map((button) => button.textContent);
    // A button that stays keeps the focus.
    if (addresses.join('\n') === offered.join('\n')) return;
    const hadFocus = this.#known.contains(document.activeElement);
    this.#known.replaceChildren(
      ...addresses.map((address) => element('button', { type: 'button', onclick: () => this.#toggle(address) }, address)),
    );
    if (hadFocus) this.#targets.focus();
    this.#press();
  }

  get #written() {
    return linesOf(this.#targets);
  }

  #toggle(address) {
    const others = this.#written.filter((target) => target !== address);
    const targets = others.length < this.#written.length ? others : [...others, address];
    this.#targets.value = targets.join('\n');
    this.#changed();
  }

  #changed() {
    const options = {
      mode: this.#fields.querySelector('[name=mode]:checked').value,
      adopt: byId('adopt').checked,
      no_prune: byId('no-prune').checked,
      targets: this.#written,
    };
    const variables = linesOf(this.#variables).map(variableOf);
    this.#model.set({ options, variables });
    byId('options-summary').textContent = describe(options, variables);
    this.#press();
  }

  #press() {
    const written = this.#written;
    for (const button of this.#known.children) button.setAttribute('aria-pressed', written.includes(button.textContent));
  }
}

const linesOf = (area) => area.value.toWellFormed().split('\n').map((line) => line.trim()).filter((line) => line !== '');

/** `NAME=VALUE`; a value may hold further equals signs. */
function variableOf(line) {
  const [name, ...value] = line.split('=');
  return { name: name.trim(), value: value.join('=') };
}

/** Says in words which options are set, as they are hidden most of the time. */
function describe({ mode, adopt, no_prune: noPrune, targets }, variables) {
  const set = [
    mode !== 'normal' && mode,
    adopt && 'adopt',
    noPrune && 'no-prune',
    variables.length > 0 && count(variables.length, 'variable'),
    targets.length > 0 && count(targets.length, 'target'),
  ];
  return `${set.filter(Boolean).join(', ') || 'none'}.`;
}
