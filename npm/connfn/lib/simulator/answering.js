// The worker's side, the same in browsers and in Node: the module comes first, then one question at a time.

import * as glue from '../../wasm/simulator.js';

let exports;

/** Answers messages. `reply` sends one back; an error crosses as its message alone. */
export const answering = (reply) => (message) => {
  try {
    if (message.module) {
      exports = glue.initSync({ module: message.module });
      reply({ ready: true });
    } else {
      reply({ answer: glue[message.verb](...message.args) });
    }
  } catch (error) {
    // How much memory there is by now says what a trap was about.
    reply({ trap: { message: String(error?.message ?? error), memory: exports?.memory.buffer.byteLength ?? 0 } });
  }
};
