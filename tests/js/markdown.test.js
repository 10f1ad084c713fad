// A plan as Markdown, alike on every surface.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { names, planCase } from './cases.js';
import { surfaces } from './surfaces.js';

test('the comment on a pull request is the same everywhere', () => {
  let compared = 0;
  for (const name of names) {
    const answers = Object.values(surfaces).map((connfn) => {
      const { plan, diagnostics } = planCase(connfn, name).response;
      return plan && connfn.renderPlan(plan, { format: 'markdown', diagnostics });
    });
    assert.equal(answers[0], answers[1], name);
    if (answers[0]) {
      assert.match(answers[0], /^### /);
      compared += 1;
    }
  }
  assert.ok(compared > 50);
});

test('what is no format is refused', () => {
  for (const connfn of Object.values(surfaces)) {
    const { plan } = connfn.plan({ sources: { files: {} }, observed: connfn.emptyAccount(), stack: 's', mode: 'destroy' });
    assert.match(connfn.renderPlan(plan, { format: 'text' }), /^No changes/);
    assert.throws(() => connfn.renderPlan(plan, { format: 'html' }), { code: 'invalid-argument' });
    assert.throws(() => connfn.renderResources([], connfn.emptyAccount(), { format: 'markdown' }), { code: 'invalid-argument' });
  }
});
