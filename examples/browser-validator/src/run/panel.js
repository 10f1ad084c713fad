// Runs a function on a connection, when it is asked to. Nothing of the simulator is loaded before the panel is opened.

import { byId, element, prose } from '../dom.js';
import { isConfiguration } from '../model.js';
import { begin, end } from '../settled.js';
import { shown } from './outcome.js';
import { simulator } from './simulator.js';

export class RunPanel {
  #model;
  #go;
  #function = byId('run-function');
  #connection = byId('run-connection');
  #pem = byId('run-pem');
  #address = byId('run-address');
  #object = byId('run-object');
  #output = byId('run-output');

  /** `go(location)` shows a place. */
  constructor(model, go) {
    this.#model = model;
    this.#go = go;
    model.addEventListener('files', () => this.#offerFunctions());
    this.#offerFunctions();
    byId('run').addEventListener('toggle', () => byId('run').open && this.#open());
    this.#connection.addEventListener('change', () => this.#make());
    this.#pem.addEventListener('input', () => this.#make());
    this.#address.addEventListener('input', () => this.#make());
    this.#object.addEventListener('input', () => this.#choose('object'));
    byId('run-has-store').addEventListener('change', ({ target }) => (byId('run-entries').hidden = !target.checked));
    byId('run-it').addEventListener('click', () => this.#during(() => this.#run()));
  }

  #offerFunctions() {
    const chosen = this.#function.value;
    const paths = [...this.#model.files].filter(([path, { text }]) => !isConfiguration(path) && text !== undefined);
    this.#function.replaceChildren(...paths.map(([path]) => element('option', {}, path)).sort(byText));
    if (this.#model.files.has(chosen)) this.#function.value = chosen;
  }

  async #open() {
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
    const path = this.#function.value;
    const request = {
      code: this.#model.files.get(path).text.toWellFormed(),
      runtime: byId('run-runtime').value,
      connection: objectIn(this.#object.value.toWellFormed()),
      ...(byId('run-has-store').checked && { store: entriesIn(byId('run-store').value.toWellFormed()) }),
    };
    const outcome = await (await simulator()).simulate(request);
    this.#output.replaceChildren(...shown(outcome, (line, column) => this.#go(placeIn(path, request.code, line, column))));
  }

  /** What goes wrong on the way is shown where the outcome would be. */
  async #during(work) {
    const key = {};
    begin(key);
    try {
      this.#output.replaceChildren();
      await work();
    } catch (error) {
      this.#output.replaceChildren(element('p', { class: 'error' }, ...prose(error.message)));
    } finally {
      end(key);
    }
  }
}

const byText = (one, other) => (one.textContent < other.textContent ? -1 : 1);

function objectIn(text) {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`The connection is no JSON: ${error.message}`);
  }
}

/** A place in a file, of which the simulator counts the column in characters. */
function placeIn(file, code, line, column) {
  const before = [...(code.split('\n')[line - 1] ?? '')].slice(0, column - 1).join('');
  const place = { line, column_utf16: before.length + 1 };
  return { file, span: { start: place, end: place } };
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
