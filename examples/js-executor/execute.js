// Drives a run: makes the calls that it asks for and tells it what became of them. It decides nothing itself; order, waiting,
// retries and what a lost answer means are the run's.

import { Run } from 'connfn';
import { setTimeout as sleep } from 'node:timers/promises';
import { perform } from './perform.js';

/**
 * Carries a plan out and gives the receipt.
 * @param {import('connfn').Plan} plan
 * @param {import('@aws-sdk/client-cloudfront').CloudFrontClient} client
 * @param {(event: import('connfn').Event) => void} report is told what happens
 */
export async function execute(plan, client, report = () => {}) {
  const run = new Run(plan);
  const inFlight = new Set();
  for (;;) {
    const { calls, wake_at_ms: wakeAt, finished } = run.poll(Date.now());
    for (const call of calls) {
      const answered = perform(client, call).then((outcome) => {
        run.complete(call.id, outcome, Date.now());
        inFlight.delete(answered);
      });
      inFlight.add(answered);
    }
    run.takeEvents().forEach(report);
    if (finished) return run.receipt();
    await next(inFlight, wakeAt);
  }
}

/** Waits for an answer, or until the run wants to be asked again. */
async function next(inFlight, wakeAt) {
  const timer = new AbortController();
  const waits = [...inFlight];
  if (wakeAt !== null) {
    const pause = sleep(Math.max(0, wakeAt - Date.now()), undefined, { signal: timer.signal });
    waits.push(pause.catch(() => {}));
  }
  await Promise.race(waits);
  timer.abort();
}
