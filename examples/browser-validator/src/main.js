// The page: loads the planner, and shows what it says of the model shortly after each change.

import * as connfn from 'connfn';
import wasm from 'connfn/connfn.wasm';
import { account, count, describe } from './account.js';
import { adding } from './adding.js';
import { byId } from './dom.js';
import { isConfiguration, Model } from './model.js';
import { Options } from './options.js';
import { Pane } from './pane.js';
import { PlanView } from './plan-view.js';
import { addressesOf, checked, evaluate } from './planner.js';
import { SEVERITIES } from './problem-card.js';
import { ProblemList } from './problem-list.js';
import { RunPanel } from './run/panel.js';
import { TestPanel } from './run/tests.js';
import { sampleFiles, sampleStack } from './samples/index.js';
import { begin, end } from './settled.js';

/** Short enough to feel immediate, long enough that a fast typist is not interrupted at each key. */
const PAUSE_MS = 120;

begin('plan');
const starting = connfn.init(new URL(wasm, import.meta.url));
const model = new Model(sampleFiles, sampleStack);
const panes = [
  new Pane(byId('configuration'), model, isConfiguration),
  new Pane(byId('function'), model, (path) => !isConfiguration(path)),
];
const go = (location) => panes.find((pane) => pane.owns(location.file))?.goTo(location);
const problems = new ProblemList({
  go,
  create: (path) => model.add([{ path, text: '' }]),
});
const plan = new PlanView({
  text: (made) => connfn.renderPlan(made),
  coloured: (made) => connfn.renderPlan(made, { palette: 'ansi' }),
  markdown: (made) => connfn.renderPlan(made, { format: 'markdown' }),
  json: connfn.planToJson,
});
const options = new Options(model);
account(model);
adding(model);
const simulating = { go, checked: () => checked(connfn, model.sources()) };
const running = new RunPanel(model, simulating);
new TestPanel(model, simulating);

function update() {
  const input = { sources: model.sources(), stack: model.stack, observed: model.observed, options: model.options, tests: model.tests };
  const result = evaluate(connfn, input);
  const byFile = Map.groupBy(
    result.diagnostics.filter(({ location }) => location).map((problem) => ({ ...problem, span: problem.location.span })),
    ({ location }) => location.file,
  );
  for (const pane of panes) pane.underline(byFile);
  problems.show(result.diagnostics, result.missing);
  // Without a plan, those of the last one are a better offer than none.
  if (result.plan) options.offer(addressesOf(result.plan));
  running.refresh();
  byId('observed-summary').textContent = describe(result.observed, model.observed);
  say(`${summary(result.diagnostics)} ${plan.show(result.plan)}`);
}

/** How many problems of each kind there are. */
function summary(diagnostics) {
  const counts = Object.entries(SEVERITIES).flatMap(([severity, noun]) => {
    const number = diagnostics.filter((diagnostic) => diagnostic.severity === severity).length;
    return number > 0 ? count(number, noun.toLowerCase()) : [];
  });
  return counts.length > 0 ? `${counts.join(', ')}.` : 'No problems.';
}

/** A screen reader reads out whatever is put here, so the same is not put twice. */
function say(text) {
  const status = byId('status');
  if (status.textContent !== text) status.textContent = text;
}

function updateSafely() {
  try {
    update();
  } catch (error) {
    // The package throws nothing that a user could mend: this is a fault, and the next change tries again.
    say(`connfn failed: ${error.message}`);
    console.error(error);
  }
  end('plan');
}

/** Runs `work` once nothing has changed for a while: for as long again as the work takes, if that is long. */
function paused(work) {
  let timer;
  let took = 0;
  const run = () => {
    const begun = performance.now();
    work();
    took = performance.now() - begun;
  };
  return () => {
    begin('plan');
    clearTimeout(timer);
    timer = setTimeout(run, Math.max(PAUSE_MS, took));
  };
}

try {
  await starting;
  const soon = paused(updateSafely);
  model.addEventListener('input', soon);
  model.addEventListener('files', soon);
  byId('version').textContent = connfn.version;
  updateSafely();
} catch (error) {
  say(`The planner could not be loaded: ${error.message}. Reload the page to try again.`);
}
