// Work that ends in something to read. What goes wrong on the way is shown in the same place.

import { element, prose } from '../dom.js';
import { begin, end } from '../settled.js';

export async function during(output, work) {
  const key = {};
  begin(key);
  try {
    output.replaceChildren();
    await work();
  } catch (error) {
    output.replaceChildren(element('p', { class: 'error' }, ...prose(error.message)));
  } finally {
    end(key);
  }
}
