// Adding files: opened, dropped anywhere on the sources, or new.

import { byId } from './dom.js';
import { takeChosen, takeDrops } from './reading.js';

export function adding(model) {
  const add = (files) => files.length > 0 && model.add(files);
  for (const [button, chooser] of [['open', 'files'], ['open-folder', 'folder']]) {
    byId(button).addEventListener('click', () => byId(chooser).click());
    takeChosen(byId(chooser), add);
  }
  takeDrops(byId('sources'), add);

  const dialog = byId('new-file');
  const path = byId('new-path');
  byId('new').addEventListener('click', () => {
    path.value = '';
    dialog.showModal();
  });
  // Not when the dialog has closed, which a browser tells only a while after the key or the click.
  dialog.addEventListener('submit', ({ submitter }) => {
    const named = path.value.trim();
    if (submitter.value === 'add' && named !== '' && !model.files.has(named)) model.add([{ path: named, text: '' }]);
  });
}
