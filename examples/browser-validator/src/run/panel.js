// Runs a function on a connection, when it is asked to. Nothing of the simulator is loaded before the panel is opened.

import { byId, element } from '../dom.js';
import { ConnectionFields } from './connection.js';
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
  #hasStore = byId('run-has-store');
  #output = byId('run-output');
  #connection = new ConnectionFields(this.#output);
  /** The functions that are offered, by name. */
  #functions = new Map();

  /** `go(location)` shows a place, `checked()` gives what `check` says of the sources. */
  constructor(model, { go, checked }) {
    this.#model = model;
    this.#go = go;
    this.#checked = checked;
    this.#panel.addEventListener('toggle', () => this.#panel.open && this.#open());
    this.#function.addEventListener('change', () => this.#showFunction());
    this.#hasStore.addEventListener('change', () => this.#showStore());
    byId('run-it').addEventListener('click', () => during(this.#output, () => this.#run()));
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

  #open() {
    this.refresh();
    return during(this.#output, () => this.#connection.offer());
  }

  async #run() {
    // What was typed a moment ago counts.
    this.refresh();
    const chosen = this.#functions.get(this.#function.value);
    if (!chosen) throw new Error('There is no function to run.');
    const request = {
      code: chosen.code,
      runtime: byId('run-runtime').value,
      connection: await this.#connection.get(),
      ...(this.#hasStore.checked && { store: entriesIn(byId('run-store').value.toWellFormed()) }),
    };
    const outcome = await (await simulator()).simulate(request);
    this.#output.replaceChildren(...shown(outcome, (line, column) => this.#wayTo(chosen.place(line, column))));
  }

  /** What leads to a place, if there is one. */
  #wayTo(location) {
    return location && (() => this.#go(location));
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
