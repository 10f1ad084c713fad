import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addressesOf, evaluate } from '../src/planner.js';

const input = { sources: { files: { 'main.tf': '' }, unavailable: {} }, stack: 's', observed: '', options: { mode: 'normal' } };

test('what is needed and not there is missing', () => {
  const requests = [];
  const plan = (request) => {
    requests.push(structuredClone(request.sources.unavailable));
    return { diagnostics: [], needs: requests.length === 1 ? ['a.js', 'b.js'] : [], plan: null };
  };
  const { missing } = evaluate({ plan, emptyAccount: () => ({}) }, input);
  assert.deepEqual(missing, ['a.js', 'b.js']);
  assert.deepEqual(requests, [{}, { 'a.js': 'missing', 'b.js': 'missing' }]);
});

test('with an observed state that cannot be read, the configuration is still checked', () => {
  const readObserved = () => {
    throw Object.assign(new Error('no'), { diagnostics: [{ code: 'CF0506' }] });
  };
  const check = () => ({ diagnostics: [{ code: 'CF0101' }], needs: [] });
  const { diagnostics, plan } = evaluate({ readObserved, check }, { ...input, observed: 'x' });
  assert.deepEqual(diagnostics, [{ code: 'CF0506' }, { code: 'CF0101' }]);
  assert.equal(plan, null);
});

test('a failure that says nothing of the input is not hidden', () => {
  const readObserved = () => {
    throw Object.assign(new Error('lost'), { diagnostics: [] });
  };
  assert.throws(() => evaluate({ readObserved }, { ...input, observed: 'x' }), /lost/);
});

test('every address that a plan names can be a target, each once', () => {
  const at = (address) => ({ address });
  const report = { blocked: [at('b'), {}], left_out: ['a'], drift: [at('c'), at('d')] };
  assert.deepEqual(addressesOf({ changes: [at('d'), at('d')], report }), ['a', 'b', 'c', 'd']);
  assert.deepEqual(addressesOf({ changes: [], report: { blocked: [] } }), []);
});
