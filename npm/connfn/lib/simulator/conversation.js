// A worker to talk with: one message at a time, and one answer each.

/**
 * @typedef {object} Port
 * @property {(message: object) => void} post
 * @property {() => void} end
 * @property {() => void} busy from here on the program waits for it
 * @property {() => void} idle the program may end without it
 */

/** What is told when no answer came in time. */
export const LATE = Symbol('late');

/** @param {(heard: (message: object) => void, failed: (error: Error) => void) => Port} start */
export function conversation(start) {
  let waiting;
  let lost;
  const settle = (how, value) => {
    const settled = waiting;
    waiting = undefined;
    settled?.[how](value);
  };
  const port = start((message) => settle('resolve', message), (error) => {
    lost = error;
    settle('reject', error);
  });

  return {
    /** Gives the answer to a message, or `LATE` after so many milliseconds. */
    async tell(message, patience) {
      if (lost) throw lost;
      port.busy();
      const timer = setTimeout(() => settle('resolve', LATE), patience);
      try {
        return await new Promise((resolve, reject) => {
          waiting = { resolve, reject };
          port.post(message);
        });
      } finally {
        clearTimeout(timer);
        port.idle();
      }
    },

    /** Ends the worker. Whoever waits for an answer gets this error. */
    end(error) {
      lost = error;
      port.end();
      settle('reject', error);
    },
  };
}
