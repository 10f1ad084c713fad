// Runs a function on a connection, when it is asked to. Nothing of the simulator is loaded before the panel is opened.

import { byId, element } from '../dom.js';
import { during } from './during.js';
import { functionsIn } from './functions.js';
import { shown } from './outcome.js';
import { simulator } from './simulator.js';

export class RunPanel {
  #model;
  #go;
  #checked;
  #panel = byId('run');
  #function = byId('run-function');
  #connection = byId('run-connection');
  #pem = byId('run-pem');
  #address = byId('run-address');
  #object = byId('run-object');
  #hasStore = byId('run-has-store');
  #output = byId('run-output');
  /** The functions that are offered, by name. */
  #functions = new Map();

  /** `go(location)` shows a place, `checked()` gives what `check` says of the sources. */
  constructor(model, { go, checked }) {
    this.#model = model;
    this.#go = go;
    this.#checked = checked;
    this.#panel.addEventListener('toggle', () => this.#panel.open && this.#open());
    this.#function.addEventListener('change', () => this.#showFunction());
    this.#connection.addEventListener('change', () => this.#make());
    this.#pem.addEventListener('input', () => this.#make());
    this.#address.addEventListener('input', () => this.#make());
    this.#object.addEventListener('input', () => this.#choose('object'));
    this.#hasStore.addEventListener('change', () => this.#showStore());
    byId('run-it').addEventListener('click', () => this.#during(() => this.#run()));
  }

  /** Offers the functions that there are now. */
  refresh() {
    if (!this.#panel.open) return;
    const chosen = this.#function.value;
    this.#functions = new Map(functionsIn(this.#model.files, this.#checked().desired).map((each) => [each.name, each]));
    this.#function.replaceChildren(...[...this.#functions.keys()].map((name) => element('option', {}, name)));
    if (this.#functions.has(chosen)) this.#function.value = chosen;
    if (this.#function.value !== chosen) this.#showFunction();
  }

  /** What the configuration says of the chosen function is where a run begins from. */
  #showFunction() {
    const { runtime, hasStore } = this.#functions.get(this.#function.value) ?? {};
    if (runtime !== undefined) byId('run-runtime').value = runtime;
    if (hasStore !== undefined) this.#hasStore.checked = hasStore;
    this.#showStore();
  }

  #showStore() {
    byId('run-entries').hidden = !this.#hasStore.checked;
  }

  async #open() {
    this.refresh();
    if (this.#connection.length > 2) return;
    await this.#during(async () => {
      const presets = await (await simulator()).presets();
      const options = presets.map(({ name, title }) => element('option', { value: name }, `${name}: ${title.replaceAll('`', '')}`));
      this.#connection.prepend(...options);
      this.#connection.selectedIndex = 0;
      await this.#made();
    });
  }

  #choose(value) {
    this.#connection.value = value;
    for (const part of document.querySelectorAll('[data-run]')) part.hidden = part.dataset.run !== value;
  }

  #make() {
    return this.#during(() => this.#made());
  }

  /** Writes the object that the chosen connection is. */
  async #made() {
    const chosen = this.#connection.value;
    this.#choose(chosen);
    if (chosen === 'object' || (chosen === 'pem' && this.#pem.value.trim() === '')) return;
    const address = this.#address.value.trim();
    const pem = { pem: this.#pem.value.toWellFormed(), ...(address && { client_ip: address.toWellFormed() }) };
    const made = await (await simulator()).connection(chosen === 'pem' ? pem : { preset: chosen });
    this.#object.value = JSON.stringify(made, null, 2);
  }

  async #run() {
    // What was typed a moment ago counts.
    this.refresh();
    const chosen = this.#functions.get(this.#function.value);
    if (!chosen) throw new Error('There is no function to run.');
    const request = {
      code: chosen.code,
      runtime: byId('run-runtime').value,
      connection: objectIn(this.#object.value.toWellFormed()),
      ...(this.#hasStore.checked && { store: entriesIn(byId('run-store').value.toWellFormed()) }),
    };
    const outcome = await (await simulator()).simulate(request);
    this.#output.replaceChildren(...shown(outcome, (line, column) => this.#wayTo(chosen.place(line, column))));
  }

  /** What leads to a place, if there is one. */
  #wayTo(location) {
    return location && (() => this.#go(location));
  }

  #during(work) {
    return during(this.#output, work);
  }
}

function objectIn(text) {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`The connection is no JSON: ${error.message}`);
  }
}

/** `KEY=VALUE`, one a line. */
function entriesIn(text) {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return Object.fromEntries(
    lines.map((line) => {
      const [key, ...value] = line.split('=');
      return [key.trim(), value.join('=')];
    }),
  );
}
