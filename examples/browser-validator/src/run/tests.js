// Runs the tests of the configuration, when it is asked to, and shows what they showed, case by case. The report goes to the model, so
// that the plan publishes no function of which one fails.

import { count } from '../account.js';
import { byId, element, prose } from '../dom.js';
import { during } from './during.js';
import { simulator } from './simulator.js';

export class TestPanel {
  #model;
  #go;
  #checked;
  #output = byId('tests-output');
  #stale = byId('tests-stale');
  /** The sources that were tested last. */
  #tested;

  /** `go(location)` shows a place, `checked()` gives what `check` says of the sources. */
  constructor(model, { go, checked }) {
    this.#model = model;
    this.#go = go;
    this.#checked = checked;
    byId('tests-run').addEventListener('click', () => during(this.#output, () => this.#run()));
    for (const event of ['input', 'files']) model.addEventListener(event, () => this.#showWhetherStale());
  }

  async #run() {
    this.#tested = JSON.stringify(this.#model.sources());
    const checked = this.#checked();
    if (checked.diagnostics.some(({ severity }) => severity === 'error')) {
      throw new Error('The configuration has errors. Mend them first.');
    }
    if (Object.keys(checked.tests).length === 0) {
      throw new Error('There are no tests. Write some into a `NAME.test.yaml` beside the function’s `NAME.js`.');
    }
    const report = await (await simulator()).runTests(checked);
    this.#model.set({ tests: report });
    this.#output.replaceChildren(summary(report), ...Object.entries(report.functions).map((entry) => this.#function(entry)));
    this.#showWhetherStale();
  }

  #showWhetherStale() {
    this.#stale.hidden = this.#tested === undefined || this.#tested === JSON.stringify(this.#model.sources());
  }

  #function([address, { cases }]) {
    return element(
      'div',
      {},
      element('h3', {}, element('code', {}, address)),
      element('ul', { class: 'cases' }, ...cases.map((each) => this.#case(each))),
    );
  }

  #case({ name, problems, logs, notes = [], location }) {
    const passed = problems.length === 0;
    return element(
      'li',
      { class: passed ? 'passed' : 'failed' },
      element('p', {}, element('strong', {}, passed ? 'passed' : 'FAILED'), ` ${name}`),
      ...(passed ? [] : [...problems, ...notes].map((text) => element('p', {}, ...prose(text)))),
      ...(passed || logs.length === 0 ? [] : [element('p', {}, 'It logged:'), element('pre', {}, logs.join('\n'))]),
      passed || !location ? undefined : element('p', { class: 'where' }, this.#link(location)),
    );
  }

  #link(location) {
    const text = `${location.file}:${location.span.start.line}`;
    return element('button', { type: 'button', class: 'link', onclick: () => this.#go(location) }, text);
  }
}

/** As `connfn test` says it. */
function summary({ functions }) {
  const reports = Object.values(functions);
  const cases = reports.flatMap((report) => report.cases);
  const failed = cases.filter(({ problems }) => problems.length > 0).length;
  const of = `${count(cases.length, 'test')} of ${count(reports.length, 'function')}`;
  if (failed === 0) return element('p', { class: 'decision allow' }, `${of} passed.`);
  return element('p', { class: 'decision' }, failed === cases.length ? `${of} failed.` : `${failed} of ${of} failed.`);
}
