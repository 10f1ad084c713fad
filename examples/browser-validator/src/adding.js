// Adding files: opened, dropped anywhere on the sources, or new.

import { byId } from './dom.js';
import { readChosen, takeDrops } from './reading.js';

export function adding(model) {
  const add = (files) => files.length > 0 && model.add(files);
  const chooser = byId('files');
  byId('open').addEventListener('click', () => chooser.click());
  chooser.addEventListener('change', async () => {
    add(await readChosen(chooser));
    chooser.value = '';
  });
  takeDrops(byId('sources'), add);

  const dialog = byId('new-file');
  const path = byId('new-path');
  byId('new').addEventListener('click', () => {
    path.value = '';
    dialog.showModal();
  });
  dialog.addEventListener('close', () => {
    const named = path.value.trim();
    if (dialog.returnValue === 'add' && named !== '' && !model.files.has(named)) model.add([{ path: named, text: '' }]);
    dialog.returnValue = '';
  });
}
