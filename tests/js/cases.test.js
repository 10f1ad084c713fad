// Every case, on the addon and on the WASM, byte for byte.

import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { expectations, names, outputs, planCase } from './cases.js';
import { surfaces } from './surfaces.js';

for (const [surface, connfn] of Object.entries(surfaces)) {
  suite(`cases on ${surface}`, () => {
    for (const name of names) test(name, () => assert.deepEqual(outputs(connfn, name), expectations(name)));
  });
}

test('everything else that has an answer for a case has the same one on both', () => {
  for (const name of names) {
    const answers = Object.values(surfaces).map((connfn) => {
      const { request, response } = planCase(connfn, name);
      const { sources, stack, mode, observed } = request;
      const resources = connfn.show(observed);
      const { plan } = response;
      return {
        check: connfn.check({ sources }),
        scope: connfn.scopeOfRequest({ sources, stack, ...(mode && { mode }) }),
        observed: connfn.observedToJson(observed),
        resources,
        rendered: connfn.renderResources(resources, observed, { palette: 'ansi' }),
        plan: plan && [
          connfn.readPlan(connfn.planToJson(plan)),
          connfn.renderPlan(plan, { palette: 'ansi' }),
          connfn.scopeOfPlan(plan),
          connfn.checkCurrent(plan, observed),
          connfn.checkCurrent(plan, connfn.emptyAccount()),
          plan.steps.length > 0 && connfn.receiptToJson(new connfn.Run(plan).receipt()),
        ],
        all: connfn.importAll(observed),
        imports: resources.map(({ import_id: id }) => {
          try {
            return connfn.importResource({ observed, id });
          } catch ({ code, message, diagnostics }) {
            return { code, message, diagnostics };
          }
        }),
      };
    });
    assert.equal(JSON.stringify(answers[0]), JSON.stringify(answers[1]), name);
  }
});
