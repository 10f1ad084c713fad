// The connection of a run: a preset, certificates and an address, or an object that the user writes. What is shown as the object is what
// a run gets, and a connection that cannot be made is no connection.

import { byId, element } from '../dom.js';
import { during } from './during.js';
import { simulator } from './simulator.js';

export class ConnectionFields {
  #output;
  #choice = byId('run-connection');
  #pem = byId('run-pem');
  #address = byId('run-address');
  #object = byId('run-object');
  /** Counts what was asked for: an answer to anything but the last is late. */
  #asked = 0;
  #offering;

  /** What keeps a connection from being made is shown in `output`. */
  constructor(output) {
    this.#output = output;
    const make = () => during(this.#output, () => this.#show());
    for (const field of [this.#pem, this.#address]) field.addEventListener('input', make);
    this.#choice.addEventListener('change', make);
    this.#object.addEventListener('input', () => {
      this.#asked += 1;
      this.#choose('object');
    });
  }

  /** Offers the presets, and shows the first, once. */
  offer() {
    this.#offering ??= this.#offer().catch((error) => {
      this.#offering = undefined;
      throw error;
    });
    return this.#offering;
  }

  /** The object that is chosen, whether or not it is shown by now. */
  async get() {
    await this.offer();
    return this.#made();
  }

  async #offer() {
    const presets = await (await simulator()).presets();
    const options = presets.map(({ name, title }) => element('option', { value: name }, `${name}: ${title.replaceAll('`', '')}`));
    this.#choice.prepend(...options);
    this.#choice.selectedIndex = 0;
    await this.#show();
  }

  async #made() {
    const chosen = this.#choice.value;
    if (chosen === 'object') return written(this.#object.value.toWellFormed());
    if (chosen !== 'pem') return (await simulator()).connection({ preset: chosen });
    const address = this.#address.value.trim().toWellFormed();
    const pem = this.#pem.value.toWellFormed();
    if (pem.trim() === '') throw new Error('There is no certificate yet.');
    return (await simulator()).connection({ pem, ...(address && { client_ip: address }) });
  }

  /** Shows the object that is chosen, which is none while there is no certificate, or a wrong one. */
  async #show() {
    this.#choose(this.#choice.value);
    if (this.#choice.value === 'object') return;
    this.#asked += 1;
    const asked = this.#asked;
    const isLate = () => asked !== this.#asked;
    if (this.#choice.value === 'pem' && this.#pem.value.trim() === '') {
      this.#object.value = '';
      return;
    }
    try {
      const object = await this.#made();
      if (!isLate()) this.#object.value = JSON.stringify(object, null, 2);
    } catch (error) {
      if (isLate()) return;
      this.#object.value = '';
      throw error;
    }
  }

  #choose(value) {
    this.#choice.value = value;
    for (const part of document.querySelectorAll('[data-run]')) part.hidden = part.dataset.run !== value;
  }
}

function written(text) {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`The connection is no JSON: ${error.message}`);
  }
}
