// The JSON Schemas that the package carries, by a validator that nobody here wrote: they take what connfn writes and reads, and
// agree with connfn about what is wrong.

import assert from 'node:assert/strict';
import Ajv2020 from 'ajv/dist/2020.js';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { suite, test } from 'node:test';
import { expectations, names, planCase } from './cases.js';
import { packageFolder, surfaces } from './surfaces.js';

const connfn = surfaces.addon;
const cases = new URL('../cases/', import.meta.url);

const validators = Object.fromEntries(
  readdirSync(new URL('schema/', packageFolder)).map((file) => {
    const schema = JSON.parse(readFileSync(new URL(`schema/${file}`, packageFolder), 'utf8'));
    // What a number's range is called in Rust means nothing to ajv.
    const ajv = new Ajv2020({ allErrors: true, strict: true, strictRequired: false, allowUnionTypes: true, validateFormats: false });
    return [file.replace(/\.json$/, ''), ajv.compile(schema)];
  }),
);

function takes(name, document, what = '') {
  const valid = validators[name](document);
  assert.ok(valid, `${what}: ${JSON.stringify(validators[name].errors?.slice(0, 5))}`);
}

const errorsOf = (document, name = 'main.tf.json') => {
  const files = { [name]: JSON.stringify(document), 'gate.js': 'x' };
  return connfn.check({ sources: { files } }).diagnostics.filter(({ severity }) => severity === 'error');
};

test('the schemas are those of the documents', () => {
  assert.deepEqual(Object.keys(validators).sort(), ['configuration', 'desired', 'observed', 'plan', 'receipt', 'tests']);
});

test('every document of every case fits its schema', () => {
  for (const name of names) {
    const { request, response } = planCase(connfn, name);
    takes('observed', request.observed, name);
    takes('desired', connfn.check({ sources: request.sources }).desired, name);
    if (!response.plan) continue;
    takes('plan', JSON.parse(expectations(name)['plan.json']), name);
    if (response.plan.steps.length > 0) takes('receipt', new connfn.Run(response.plan).receipt(), name);
  }
});

test('every configuration in JSON that a case has fits the schema', () => {
  let count = 0;
  for (const name of names) {
    const config = new URL(`${name}/config/`, cases);
    for (const file of readdirSync(config).filter((file) => file.endsWith('.tf.json'))) {
      let document;
      try {
        document = JSON.parse(readFileSync(new URL(file, config), 'utf8'));
      } catch {
        // Not even JSON; whether that is what the case shows, its diagnostics say.
        assert.match(expectations(name)['diagnostics.json'], /"severity": "error"/, name);
        continue;
      }
      takes('configuration', document, name);
      count += 1;
    }
  }
  assert.ok(count > 1);
  assert.ok(existsSync(new URL('syntax-of-one-configuration-json/', cases)));
});

const store = { name: 'devices', comment: 'Revoked devices' };
const config = { runtime: 'cloudfront-js-2.0', comment: 'Gate' };
const gate = { name: 'gate', connection_function_code: '${file("gate.js")}', connection_function_config: config };
const arn = 'arn:aws:cloudfront::123456789012:key-value-store/12345678-1234-1234-1234-123456789012';
const functions = (body, more = {}) => ({ resource: { aws_cloudfront_connection_function: { gate: body } }, ...more });
const stores = (body, more = {}) => ({ resource: { aws_cloudfront_key_value_store: { devices: body } }, ...more });
const association = (value) => functions({ ...gate, connection_function_config: { ...config, key_value_store_association: value } });
const without = (object, name) => Object.fromEntries(Object.entries(object).filter(([key]) => key !== name));

const RIGHT = {
  'nothing': {},
  'an array of documents': [stores(store), functions(gate)],
  'a function': functions(gate),
  'a store': stores(store),
  'comments everywhere': { '//': 'x', resource: { '//': 'x', aws_cloudfront_key_value_store: { '//': 'x', s: { ...store, '//': 1 } } } },
  'arrays on the way': { resource: [{ aws_cloudfront_key_value_store: [{ devices: [store] }] }] },
  'null for a kind of block': { resource: null, locals: null },
  'a nested block as an array': functions({ ...gate, connection_function_config: [config] }),
  'a store by its ARN': association({ key_value_store_arn: arn }),
  'a store by reference': { resource: { ...stores(store).resource, ...association([{ key_value_store_arn: '${aws_cloudfront_key_value_store.devices.arn}' }]).resource } },
  'no association': association(null),
  'a bool as text': functions({ ...gate, publish: 'true' }),
  'a bool that is worked out': functions({ ...gate, publish: '${1 == 1}' }),
  'null for what is optional': functions({ ...gate, publish: null, tags: null }),
  'tags': functions({ ...gate, tags: { Team: 'edge', Count: 1, On: true, None: null } }),
  'tags that are worked out': functions({ ...gate, tags: '${{ a = "b" }}' }, { locals: { x: 1 } }),
  'a name that is worked out': stores({ name: '${local.n}' }, { locals: { n: 'x' } }),
  'a name that is a number': stores({ name: 12 }),
  'Terraform’s own arguments': stores({ ...store, depends_on: [], count: 1, provider: 'aws.east', lifecycle: { prevent_destroy: true } }, { provider: { aws: { alias: 'east' } } }),
  'instances': stores({ name: 's-${each.key}', for_each: { a: 1, b: 2 } }),
  'a lifecycle as an array': stores({ ...store, lifecycle: [{ prevent_destroy: false }] }),
  'what is not honoured': stores({ ...store, timeouts: { create: '1m' }, provisioner: [{ 'local-exec': {} }] }),
  'default tags': functions(gate, { provider: { aws: [{ region: 'us-east-1', default_tags: { tags: { A: 'b' } } }] } }),
  'variables': stores({ name: '${var.n}' }, { variable: { n: { type: 'string', default: 'x', validation: [] } } }),
  'an import': stores(store, { import: { to: 'aws_cloudfront_key_value_store.devices', id: 'devices' } }),
  'imports': stores(store, { import: [{ to: 'aws_cloudfront_key_value_store.devices', id: 'devices' }] }),
  'other resources': { resource: { aws_s3_bucket: { b: { bucket: 'x' } } }, data: { aws_region: { r: {} } } },
  'the rest of Terraform': { terraform: { required_version: '1' }, output: { o: { value: 1 } }, module: {}, check: {}, moved: [], removed: null },
  'a label that is not ASCII': { resource: { aws_cloudfront_key_value_store: { größe: store } } },
};

const WRONG = {
  'a text': 'x',
  'a number': 1,
  'an unknown block': { resources: {} },
  'a block that is a text': { resource: 'x' },
  'an array in an array': { resource: [[{}]] },
  'an unknown argument': functions({ ...gate, nmae: 'x' }),
  'an unknown argument of a nested block': functions({ ...gate, connection_function_config: { ...config, other: 1 } }),
  'an argument that CloudFront sets': functions({ ...gate, etag: 'x' }),
  'dynamic': functions({ ...gate, dynamic: { connection_function_config: {} } }),
  'no name': stores(without(store, 'name')),
  'no code': functions(without(gate, 'connection_function_code')),
  'no configuration': functions(without(gate, 'connection_function_config')),
  'a configuration that is null': functions({ ...gate, connection_function_config: null }),
  'a configuration that is a list of none': functions({ ...gate, connection_function_config: [] }),
  'two configurations': functions({ ...gate, connection_function_config: [config, config] }),
  'no runtime': functions({ ...gate, connection_function_config: without(config, 'runtime') }),
  'a runtime that does not exist': functions({ ...gate, connection_function_config: { ...config, runtime: 'nodejs' } }),
  'no comment': functions({ ...gate, connection_function_config: without(config, 'comment') }),
  'null for what is required': stores({ name: null }),
  'a list for a text': stores({ name: ['x'] }),
  'a name with a space': stores({ name: 'a b' }),
  'a name that is too long': stores({ name: 'x'.repeat(65) }),
  'an empty name': stores({ name: '' }),
  'empty code': functions({ ...gate, connection_function_code: '' }),
  'a bool that is none': functions({ ...gate, publish: 'yes' }),
  'a bool that is a number': functions({ ...gate, publish: 1 }),
  'tags that are a list': functions({ ...gate, tags: ['x'] }),
  'a tag that is a list': functions({ ...gate, tags: { a: ['x'] } }),
  'an ARN of something else': association({ key_value_store_arn: 'arn:aws:s3:::x' }),
  'an association without a store': association({}),
  'two associations': association([{ key_value_store_arn: arn }, { key_value_store_arn: arn }]),
  'a label with a space': { resource: { aws_cloudfront_key_value_store: { 'a b': store } } },
  'a label that begins with a digit': { resource: { aws_cloudfront_key_value_store: { '1a': store } } },
  'an empty label': { resource: { aws_cloudfront_key_value_store: { '': store } } },
  'a for_each that is a list': stores({ ...store, for_each: ['a'] }),
  'a count below nothing': stores({ ...store, count: -1 }),
  'a count that is not whole': stores({ ...store, count: 1.5 }),
  'a protection that is a text': stores({ ...store, lifecycle: { prevent_destroy: 'maybe' } }),
  'an import without an id': stores(store, { import: { to: 'aws_cloudfront_key_value_store.devices' } }),
  'an import with other members': stores(store, { import: { to: 'aws_cloudfront_key_value_store.devices', id: 'x', other: 1 } }),
  'default tags that are a list': functions(gate, { provider: { aws: { default_tags: { tags: ['x'] } } } }),
};

const short = (body) => ({ functions: { gate: { code: { file: 'gate.js' }, ...body } } });

const tested = (connection) => ({ name: 'lets a device in', connection, expect: 'allow' });

const SHORT_RIGHT = {
  'the least': short({}),
  'code in place': short({ code: 'x' }),
  'all of it': { ...short({ name: 'g', runtime: 'cloudfront-js-2.0', comment: 'c', publish: true, stores: ['s'], tags: { a: 'b' } }), stores: { s: null }, tags: { c: 'd' } },
  'null for what is optional': short({ name: null, runtime: null, comment: null, publish: null, stores: null, tags: null }),
  'no store': short({ stores: [] }),
  'a store without a list': { ...short({ stores: 's' }), stores: { s: { name: 'x', comment: 'y' } } },
  'a store by its ARN': short({ stores: [arn] }),
  'Terraform’s own arguments': short({ count: 1, depends_on: [], lifecycle: { prevent_destroy: true } }),
  'comments everywhere': { '//': 1, functions: { '//': 1, gate: { '//': 1, code: { '//': 1, file: 'gate.js' } } }, stores: { '//': 1 } },
  'a test by a preset, with a member of its own': short({ tests: [tested({ preset: 'valid', clientIp: '192.0.2.1' })] }),
  'nothing below': { functions: null, stores: {}, tags: {} },
  'beside the long form': { ...short({}), ...stores(store) },
};

const SHORT_WRONG = {
  'functions that are a list': { functions: [] },
  'a function that is a text': { functions: { gate: 'x' } },
  'no code': { functions: { gate: {} } },
  'code that is a number': short({ code: 1 }),
  'empty code': short({ code: '' }),
  'code with other members': short({ code: { path: 'gate.js' } }),
  'an unknown member': short({ kind: 'x' }),
  'a runtime that does not exist': short({ runtime: 'nodejs' }),
  'two stores': { ...short({ stores: ['s', 't'] }), stores: { s: null, t: null } },
  'a store that is a number': short({ stores: [1] }),
  'an unknown member of a store': { stores: { s: { arn: 'x' } } },
  'a store that is a text': { stores: { s: 'x' } },
  'a test by two certificates': short({ tests: [tested({ pem: 'x', pem_file: 'gate.js' })] }),
  'a test by a preset and a certificate': short({ tests: [tested({ preset: 'valid', pem: 'x' })] }),
  'tags that are a list': { ...short({}), tags: ['x'] },
};

suite('the schema of the short form agrees with connfn', () => {
  for (const [what, document] of Object.entries(SHORT_RIGHT)) {
    test(`right: ${what}`, () => {
      assert.deepEqual(errorsOf(document, 'connfn.json'), []);
      takes('configuration', document);
    });
  }
  for (const [what, document] of Object.entries(SHORT_WRONG)) {
    test(`wrong: ${what}`, () => {
      assert.notEqual(errorsOf(document, 'connfn.json').length, 0, 'connfn takes it');
      assert.equal(validators.configuration(document), false, 'the schema takes it');
    });
  }
});

suite('the schema of the configuration agrees with connfn', () => {
  for (const [what, document] of Object.entries(RIGHT)) {
    test(`right: ${what}`, () => {
      assert.deepEqual(errorsOf(document), []);
      takes('configuration', document);
    });
  }
  for (const [what, document] of Object.entries(WRONG)) {
    test(`wrong: ${what}`, () => {
      assert.notEqual(errorsOf(document).length, 0, 'connfn takes it');
      assert.equal(validators.configuration(document), false, 'the schema takes it');
    });
  }
});

test('a document that was changed does not fit its schema', () => {
  const { request, response } = planCase(connfn, 'adopt-by-option');
  const wrong = {
    observed: [{}, { ...request.observed, format_version: 'x' }, { ...request.observed, other: 1 }],
    plan: [{}, { ...response.plan, steps: {} }, without(response.plan, 'digest')],
  };
  for (const [name, documents] of Object.entries(wrong)) {
    for (const document of documents) assert.equal(validators[name](document), false, `${name}: ${Object.keys(document)}`);
  }
});
