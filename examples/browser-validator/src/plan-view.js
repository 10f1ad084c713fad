// The plan: as text for people, in connfn's own colours, as Markdown for a pull request, and as the JSON that `connfn apply`
// takes.

import { byId, element } from './dom.js';
import { PlanText } from './plan-text.js';
import { markSelected, tabKeys } from './tabs.js';

/** What takes time to make of a large plan, and is seldom looked at. */
const SELDOM = ['markdown', 'json'];

export class PlanView {
  #plan;
  #render;
  #tabs = byId('plan-tabs');
  #text = new PlanText(byId('plan-text'));
  #selected;

  /** `render.text`, `render.coloured`, `render.markdown` and `render.json` make a text of a plan. */
  constructor(render) {
    this.#render = render;
    tabKeys(this.#tabs, { choose: (tab) => this.#choose(tab.dataset.format) });
    byId('copy').addEventListener('click', () => this.#copy());
    byId('download').addEventListener('click', () => this.#download());
    this.#choose('text');
  }

  /** Shows a plan or that there is none, and says in one line what the plan comes to. */
  show(plan) {
    this.#plan = plan;
    byId('no-plan').hidden = plan !== null;
    byId('plan-output').hidden = plan === null;
    byId('copied').textContent = '';
    this.#text.show(plan ? this.#render.coloured(plan) : '');
    this.#showSelected();
    return plan ? this.#text.lastLine : 'No plan.';
  }

  #choose(format) {
    this.#selected = format;
    markSelected(this.#tabs, [...this.#tabs.children].find((tab) => tab.dataset.format === format));
    for (const name of ['text', ...SELDOM]) byId(`plan-${name}`).hidden = name !== format;
    byId('copied').textContent = '';
    this.#showSelected();
  }

  #showSelected() {
    for (const name of SELDOM) {
      byId(`plan-${name}`).textContent = this.#selected === name && this.#plan ? this.#render[name](this.#plan) : '';
    }
  }

  async #copy() {
    let said = 'Copied.';
    try {
      await navigator.clipboard.writeText(this.#render[this.#selected](this.#plan));
    } catch {
      said = 'The browser does not let this page copy.';
    }
    byId('copied').textContent = said;
  }

  #download() {
    const url = URL.createObjectURL(new Blob([this.#render.json(this.#plan)], { type: 'application/json' }));
    element('a', { href: url, download: 'plan.json' }).click();
    // The browser has taken hold of the blob when the click returns.
    URL.revokeObjectURL(url);
  }
}
