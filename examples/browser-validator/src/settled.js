// Whether the page shows the answer to all that was done to it: what was typed is planned a moment later, and a file that was
// opened is first read. `data-settled` says so to whoever waits, such as a test.

const awaited = new Set();
const say = () => (document.body.dataset.settled = awaited.size === 0);

export function begin(what) {
  awaited.add(what);
  say();
}

export function end(what) {
  awaited.delete(what);
  say();
}
