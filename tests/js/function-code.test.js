// What a user says of the runtime reaches the checks of function code, and the runs of tests, on every surface.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { packageFolder, surfaces } from './surfaces.js';

const { close, runTests, simulate } = await import(new URL('lib/simulator/node.js', packageFolder));
after(close);

const code = 'function connectionHandler(connection) {\n  const { clientIp } = connection;\n  console.log(clientIp);\n  connection.allow();\n}\n';
const works = { runtime_features: { destructuring: 'works' } };
const codes = ({ diagnostics }) => diagnostics.map((diagnostic) => diagnostic.code);

for (const [surface, { check, checkFunction }] of Object.entries(surfaces)) {
  test(`${surface}: checkFunction goes by what is said of the runtime`, () => {
    assert.deepEqual(codes(checkFunction({ code })), ['CF0312']);
    assert.deepEqual(codes(checkFunction({ code, checks: works })), []);
    const [unknown] = checkFunction({ code: '', checks: { runtime_features: { destructurin: 'works' } } }).diagnostics.filter(
      (diagnostic) => diagnostic.code === 'CF0352',
    );
    assert.equal(unknown.help, 'did you mean `destructuring`?');
    assert.throws(() => checkFunction({ code, checks: { runtime_features: { for_of: 'perhaps' } } }), { code: 'invalid-argument' });
  });

  test(`${surface}: tests run by what the configuration says of the runtime`, async () => {
    const checked = (checks) => {
      const functions = { gate: { code, tests: [{ name: 'lets in', connection: 'valid', expect: 'allow' }] } };
      const files = { 'connfn.json': JSON.stringify({ functions, ...(checks && { checks }) }) };
      return check({ sources: { files, listings: { './': ['connfn.json'] } } });
    };
    const passed = async (answer) => {
      const [{ cases }] = Object.values((await runTests(answer)).functions);
      return cases.map(({ problems }) => problems.length === 0);
    };
    assert.equal(checked().checks, undefined);
    assert.deepEqual(await passed(checked()), [false]);
    const answer = checked(works);
    assert.deepEqual([codes(answer), answer.checks], [[], works]);
    assert.deepEqual(await passed(answer), [true]);
  });
}

test('a run goes by what is said of the runtime', async () => {
  const request = { code, runtime: 'cloudfront-js-2.0', connection: { clientIp: '192.0.2.1' } };
  assert.equal((await simulate(request)).error.code, 'CF0312');
  assert.equal((await simulate({ ...request, ...works })).decision, 'allow');
});
