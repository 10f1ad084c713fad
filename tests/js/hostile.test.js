// Hostile input: a proper error each time, and the next call works.

import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { runInNewContext } from 'node:vm';
import { configuration, cyclic, good, isProper, throwing, trap, values } from './hostile.js';
import { declared, surfaces } from './surfaces.js';

/** Levels of nesting, and what can be nested in HCL: what opens a level, what stands in the middle, what closes a level. */
const DEPTH = 100_000;
const nesting = [
  ['[', '1', ']'], ['[', '', ''], ['(', '1', ')'], ['{a=', '1', '}'], ['{a=', '', ''], ['"${', '1', '}"'],
  ['"%{if true}', '', '%{endif}"'], ['[for x in ', 'y', ' : x]'], ['{for x in ', 'y', ' : x => x}'], ['f(', '1', ')'],
  ['!', 'true', ''], ['- ', '1', ''], ['1 + ', '1', ''], ['a && ', 'a', ''], ['x ? y : ', 'z', ''], ['x ? ', 'y', ' : z'],
  ['x[', '0', ']'], ['', 'x', '.a'], ['', 'x', '[*]'], ['', 'x', '[0]'],
];

/** What a function takes all the same. */
const taken = {
  isConfiguration: ['a string', 'a long text'],
  isStackName: ['a string', 'a long text'],
  renderResources: ['a list'],
  // It may be left out, and so may be whatever JSON leaves out or has no word for.
  'outputs, observed': [
    'nothing', 'null', 'not a number', 'a symbol', 'a function', 'a `toJSON` that gives nothing', 'a date',
  ],
};

for (const [surface, connfn] of Object.entries(surfaces)) {
  const works = () => {
    const { plan } = connfn.plan({ sources: good, observed: connfn.emptyAccount(), stack: 'site-1' });
    assert.equal(plan.steps.length, 2);
    return plan;
  };
  const plan = works();

  /** Every function, with one argument replaced. */
  const calls = {
    check: (value) => connfn.check(value),
    checkFunction: (value) => connfn.checkFunction(value),
    convert: (value) => connfn.convert(value),
    evaluate: (value) => connfn.evaluate(value),
    plan: (value) => connfn.plan(value),
    'plan, observed': (value) => connfn.plan({ sources: good, stack: 'site-1', observed: value }),
    renderPlan: (value) => connfn.renderPlan(value),
    planToJson: (value) => connfn.planToJson(value),
    observedToJson: (value) => connfn.observedToJson(value),
    readPlan: (value) => connfn.readPlan(value),
    readObserved: (value) => connfn.readObserved(value),
    checkCurrent: (value) => connfn.checkCurrent(value, connfn.emptyAccount()),
    'checkCurrent, observed': (value) => connfn.checkCurrent(plan, value),
    scopeOfRequest: (value) => connfn.scopeOfRequest(value),
    scopeOfPlan: (value) => connfn.scopeOfPlan(value),
    show: (value) => connfn.show(value),
    renderResources: (value) => connfn.renderResources(value, connfn.emptyAccount()),
    'renderResources, observed': (value) => connfn.renderResources([], value),
    importAll: (value) => connfn.importAll(value),
    importResource: (value) => connfn.importResource(value),
    'importResource, observed': (value) => connfn.importResource({ observed: value, id: 'x' }),
    receiptToJson: (value) => connfn.receiptToJson(value),
    readReceipt: (value) => connfn.readReceipt(value),
    outputs: (value) => connfn.outputs(value),
    'outputs, observed': (value) => connfn.outputs({ sources: good, stack: 'site-1', observed: value }),
    rollback: (value) => connfn.rollback(value),
    'rollback, observed': (value) => connfn.rollback({ receipt: new connfn.Run(plan).receipt(), observed: value }),
    scopeOfRollback: (value) => connfn.scopeOfRollback(value),
    isConfiguration: (value) => connfn.isConfiguration(value),
    isStackName: (value) => connfn.isStackName(value),
    Run: (value) => new connfn.Run(value),
    'Run.poll': (value) => new connfn.Run(plan).poll(value === 1 ? -1 : value),
    'Run.complete, time': (value) => {
      const run = new connfn.Run(plan);
      const [{ id }] = run.poll(0).calls;
      run.complete(id, { result: 'unknown', message: 'x' }, value === 1 ? -1 : value);
    },
    'Run.complete, call': (value) => new connfn.Run(plan).complete(value, {}, 0),
    'Run.complete, outcome': (value) => {
      const run = new connfn.Run(plan);
      run.complete(run.poll(0).calls[0].id, value, 0);
    },
  };

  suite(`hostile input on ${surface}`, () => {
    test('every function that takes something is here', () => {
      const without = ['backend', 'emptyAccount', 'init', 'version'];
      const here = Object.keys(calls).filter((name) => /^\w+$/.test(name));
      assert.deepEqual([...here, ...without].sort(), declared);
    });

    for (const [name, call] of Object.entries(calls)) {
      test(name, () => {
        for (const [what, value] of Object.entries(values)) {
          if (taken[name]?.includes(what)) call(value);
          else assert.throws(() => call(value), isProper, `${what} is taken`);
          works();
        }
      });
    }

    test('documents that are nested without end', { timeout: 120_000 }, () => {
      for (const [open, middle, close] of nesting) {
        const value = open.repeat(DEPTH) + middle + close.repeat(DEPTH);
        const resource = 'resource "aws_cloudfront_key_value_store" "a" {\n  name = local.a\n}\n';
        const { diagnostics } = connfn.check({ sources: { files: { 'main.tf': `locals {\n  a = ${value}\n}\n${resource}` } } });
        assert.ok(diagnostics.some(({ severity }) => severity === 'error'), `${open} is taken`);
      }
      for (const text of ['['.repeat(DEPTH), '{"a":'.repeat(DEPTH), `{"locals":{"a":"${'${['.repeat(DEPTH)}"}}`]) {
        const { diagnostics } = connfn.check({ sources: { files: { 'main.tf.json': text } } });
        assert.ok(diagnostics.some(({ severity }) => severity === 'error'));
        assert.throws(() => connfn.readPlan(text), isProper);
        assert.throws(() => connfn.readObserved(text), isProper);
      }
      works();
    });

    test('files in what is no plain object are refused by name', () => {
      class Files { 'main.tf' = configuration; }
      for (const files of [new Map(Object.entries(good.files)), new Set(), [configuration], new Files(), Object.create(good.files)]) {
        for (const name of ['check', 'plan', 'scopeOfRequest']) {
          const request = { sources: { files }, stack: 'site-1', observed: connfn.emptyAccount() };
          if (name === 'check') delete request.stack, delete request.observed;
          assert.throws(() => connfn[name](request), { code: 'invalid-argument', message: /^`sources\.files` is no plain object/ });
        }
      }
      const unavailable = new Map([['gate.js', 'missing']]);
      assert.throws(() => connfn.check({ sources: { unavailable } }), { message: /^`sources\.unavailable` is no plain object/ });
      // A map of another realm, one without a prototype, and one that says itself what it is.
      const fine = [runInNewContext('({})'), Object.create(null), new (class extends Map { toJSON() { return Object.fromEntries(this); } })()];
      for (const files of fine) connfn.check({ sources: { files } });
    });

    test('what cannot be written is told by its member', () => {
      const files = (name, text) => ({ sources: { files: { [name]: text } } });
      const loop = { list: [1, {}] };
      loop.list[1].self = loop;
      const places = [
        [files('main.tf', 'a = "\ud800"'), 'the request is not well-formed Unicode: `sources.files["main.tf"]` has half a surrogate pair'],
        [files('x\udc00', ''), 'the request is not well-formed Unicode: `sources.files["x\\udc00"]` has half a surrogate pair in its name'],
        [files('main.tf', 5n), 'the request cannot be written as JSON: `sources.files["main.tf"]` is a BigInt'],
        [{ sources: loop }, 'the request cannot be written as JSON: `sources.list[1].self` is an object that it is itself part of'],
      ];
      for (const [request, message] of places) assert.throws(() => connfn.check(request), { code: 'invalid-argument', message });
      // The same object twice is no cycle, and half a pair that is written out is text.
      const twice = { list: [] };
      const shared = { sources: { files: { 'main.tf': `# \\ud800\n${configuration}` } }, a: twice, b: twice, c: 1n };
      assert.throws(() => connfn.check(shared), { message: /`c` is a BigInt/ });
      assert.throws(() => connfn.check(1n), { message: 'the request cannot be written as JSON: it is a BigInt' });
      const run = new connfn.Run(plan);
      const [{ id }] = run.poll(0).calls;
      const message = 'the outcome is not well-formed Unicode: `message` has half a surrogate pair';
      assert.throws(() => run.complete(id, { result: 'unknown', message: '\ud800' }, 1), { code: 'invalid-argument', message });
      works();
    });

    test('options', () => {
      for (const options of [null, 1, { palette: 'pink' }, { other: 1 }, throwing, cyclic]) {
        assert.throws(() => connfn.renderPlan(plan, options), isProper);
        assert.throws(() => connfn.renderResources([], connfn.emptyAccount(), options), isProper);
        assert.throws(() => new connfn.Run(plan, options), isProper);
      }
      assert.throws(() => new connfn.Run(plan, { concurrency: -1 }), isProper);
      works();
    });

    test('a prototype that somebody polluted changes nothing', () => {
      const before = JSON.stringify(works());
      Object.defineProperty(Object.prototype, 'adopt', { value: 'yes', configurable: true, enumerable: true });
      try {
        assert.equal(JSON.stringify(works()), before);
      } finally {
        delete Object.prototype.adopt;
      }
    });

    test('a `toJSON` that somebody gave to everything is an error, and no more', () => {
      for (const toJSON of [trap, () => undefined, () => 1]) {
        Object.defineProperty(Object.prototype, 'toJSON', { value: toJSON, configurable: true });
        try {
          for (const name of ['check', 'plan', 'renderPlan', 'receiptToJson', 'show']) assert.throws(() => calls[name]({}), isProper);
        } finally {
          delete Object.prototype.toJSON;
        }
        works();
      }
    });

    test('a run that is none', () => {
      const { poll } = connfn.Run.prototype;
      for (const self of [undefined, null, {}, Object.create(connfn.Run.prototype)]) assert.throws(() => poll.call(self, 0), TypeError);
      works();
    });

    test('a huge text', () => {
      const huge = '#'.repeat(8 * 1024 * 1024);
      assert.equal(connfn.check({ sources: { files: { 'main.tf': huge } } }).needs.length, 0);
      assert.throws(() => connfn.readPlan(huge), isProper);
      works();
      assert.throws(() => connfn.readPlan('x'.repeat(300 * 1024 * 1024)), isProper);
      works();
      assert.throws(() => connfn.check({ sources: { files: { 'main.tf': 'x'.repeat(300 * 1024 * 1024) } } }), isProper);
      works();
    });

    test('a configuration of a depth without end', () => {
      const texts = [
        `x = ${'['.repeat(100_000)}`,
        'a {'.repeat(100_000),
        `x = ${'"${'.repeat(50_000)}`,
        `x = ${'!'.repeat(100_000)}1`,
      ];
      for (const text of texts) {
        try {
          assert.notEqual(connfn.check({ sources: { files: { 'main.tf': text } } }).diagnostics.length, 0);
        } catch (error) {
          isProper(error);
        }
        works();
      }
      const json = '{"a":'.repeat(100_000);
      assert.notEqual(connfn.check({ sources: { files: { 'main.tf.json': json } } }).diagnostics.length, 0);
      works();
    });

    test('a plan that was edited is refused with its diagnostic', () => {
      const edited = { ...plan, stack: 'other' };
      assert.throws(() => connfn.readPlan(JSON.stringify(edited)), (error) => {
        assert.equal(error.code, 'CF0503');
        assert.deepEqual(error.diagnostics.map(({ code, severity }) => [code, severity]), [['CF0503', 'error']]);
        assert.equal(error.message, error.diagnostics[0].message);
        return isProper(error);
      });
      assert.throws(() => new connfn.Run(edited), { code: 'CF0503' });
    });
  });
}
