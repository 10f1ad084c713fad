// Files that the user opens or drops, read where they are: a File is the user's own disk, and nothing is uploaded.

import { begin, end } from './settled.js';

/** As the model takes it. Bytes that are not UTF-8 are no text, and connfn says so where the file is named. */
async function read(file, path) {
  const bytes = await file.arrayBuffer();
  try {
    // A byte order mark is part of the code: with `ignoreBOM` it stays.
    return { path, text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    return { path, unavailable: 'not-utf8' };
  }
}

/** Calls `take` with the files that are chosen in an input; those of a chosen folder have paths relative to it. */
export function takeChosen(input, take) {
  input.addEventListener('change', async () => {
    const chosen = [...input.files].map((file) => [file, file.webkitRelativePath.split('/').slice(1)]);
    const wanted = chosen.filter(([, path]) => path.every(isWanted));
    await hand(Promise.all(wanted.map(([file, path]) => read(file, path.join('/') || file.name))), take);
    // The same file can be chosen again.
    input.value = '';
  });
}

/** Until files are read and taken, what the page shows is the answer to what was before. */
async function hand(reading, take) {
  begin(reading);
  try {
    take(await reading);
  } finally {
    end(reading);
  }
}

/** What was dropped; of a folder, all that is in it, by paths relative to the folder. */
async function readDropped({ items }) {
  // The entries must be asked for before the first wait: a drop's data is gone after its event.
  const entries = [...items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  const parts = await Promise.all(entries.map((entry) => (entry.isDirectory ? readFolder(entry, '') : readEntry(entry, ''))));
  return parts.flat();
}

async function readFolder(folder, prefix) {
  const reader = folder.createReader();
  const parts = [];
  for (;;) {
    const batch = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
    if (batch.length === 0) return (await Promise.all(parts)).flat();
    for (const entry of batch.filter(({ name }) => isWanted(name))) {
      parts.push(entry.isDirectory ? readFolder(entry, `${prefix}${entry.name}/`) : readEntry(entry, prefix));
    }
  }
}

/** A project's folder may hold a repository and a thousand packages. */
const isWanted = (name) => !name.startsWith('.') && name !== 'node_modules';

async function readEntry(entry, prefix) {
  const file = await new Promise((resolve, reject) => entry.file(resolve, reject));
  return [await read(file, prefix + entry.name)];
}

/** Calls `take` with what is dropped on an element, which shows that it would take it. */
export function takeDrops(target, take) {
  let depth = 0;
  const show = (change) => {
    depth = Math.max(0, depth + change);
    target.classList.toggle('dropping', depth > 0);
  };
  const hasFiles = (event) => event.dataTransfer?.types.includes('Files');
  target.addEventListener('dragenter', (event) => hasFiles(event) && show(1));
  target.addEventListener('dragleave', (event) => hasFiles(event) && show(-1));
  target.addEventListener('dragover', (event) => hasFiles(event) && event.preventDefault());
  // Before an editor takes the drop for text.
  const drop = (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    event.stopPropagation();
    show(-depth);
    hand(readDropped(event.dataTransfer), take);
  };
  target.addEventListener('drop', drop, { capture: true });
}
