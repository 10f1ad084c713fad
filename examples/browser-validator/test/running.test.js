import assert from 'node:assert/strict';
import { test } from 'node:test';
import { functionsIn } from '../src/run/functions.js';
import { placeOf } from '../src/run/place.js';

const CODE = 'function connectionHandler(c) {\n\n  c.allow();\n}\n';
const at = ({ file, span: { start } }) => [file, start.line, start.column_utf16];

test('code is found in its file, and in a document however it is indented', () => {
  const document = ['code = <<-EOT', ...CODE.split('\n').slice(0, -1).map((line) => (line ? `    ${line}` : '')), '    EOT', ''].join('\n');
  assert.deepEqual(at(placeOf([['main.tf', document], ['gate.js', CODE]], CODE, 3, 5)), ['gate.js', 3, 5]);
  assert.deepEqual(at(placeOf([['other.tf', ''], ['main.tf', document]], CODE, 3, 5)), ['main.tf', 4, 9]);
  assert.deepEqual(at(placeOf([['main.tf', `code = <<EOT\n${CODE}EOT\n`]], CODE, 1, 1)), ['main.tf', 2, 1]);
  assert.equal(placeOf([['main.tf', document.replace('c.allow', 'c.deny')]], CODE, 1, 1), undefined);
});

test('columns are counted in characters by the simulator, and in UTF-16 by the editor', () => {
  const code = "'\u{1F469}', x();\n";
  assert.deepEqual(at(placeOf([['gate.js', code]], code, 1, 6)), ['gate.js', 1, 7]);
});

test('functions of the configuration are offered once, and then what else is JavaScript', () => {
  const files = new Map(Object.entries({ 'a.js': { text: CODE }, 'b.js': { text: 'b' }, 'b.test.yaml': { text: '' }, 'c.js': { unavailable: 'not-utf8' } }));
  const functions = {
    'aws.inline': { code: 'inline', runtime: 'cloudfront-js-1.0', store_arn: null },
    'aws.gate': { code: CODE, runtime: 'cloudfront-js-2.0', store_arn: { template: [] } },
    'aws.unknown': { code: { template: [] } },
  };
  const offered = functionsIn(files, { functions });
  assert.deepEqual(
    offered.map(({ name, runtime, hasStore }) => [name, runtime, hasStore]),
    [['aws.gate', 'cloudfront-js-2.0', true], ['aws.inline', 'cloudfront-js-1.0', false], ['b.js', undefined, undefined]],
  );
  assert.deepEqual(at(offered[0].place(3, 3)), ['a.js', 3, 3]);
});
