import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isConfiguration, Model } from '../src/model.js';

const samples = { 'main.tf': 'a', 'gate.js': 'b' };
const paths = (model) => [...model.files.keys()].sort();

test('documents and values are told apart from what they name', () => {
  for (const path of ['main.tf', 'a.tf.json', 'terraform.tfvars', 'x.auto.tfvars.json', 'modules/gate/main.tf', 'connfn.yaml']) {
    assert.ok(isConfiguration(path), path);
  }
  for (const path of ['gate.js', '.tf', 'a/.tf', 'observed.json', 'main.tf.bak', 'data/connfn.yaml']) {
    assert.ok(!isConfiguration(path), path);
  }
});

test('samples make room for files of their kind until they are edited', () => {
  const model = new Model(samples, 's');
  model.add([{ path: 'own.tf', text: 'c' }]);
  assert.deepEqual(paths(model), ['gate.js', 'own.tf']);
  model.edit('gate.js', 'edited');
  model.add([{ path: 'other.js', text: 'd' }]);
  assert.deepEqual(paths(model), ['gate.js', 'other.js', 'own.tf']);
});

test('the sources are what connfn takes', () => {
  const model = new Model(samples, 's');
  model.add([{ path: 'image.png', unavailable: 'not-utf8' }]);
  model.edit('__proto__', 'half \ud800');
  const { files, unavailable } = model.sources();
  assert.deepEqual(Object.entries(files), [['main.tf', 'a'], ['__proto__', 'half \ufffd']]);
  assert.deepEqual(unavailable, { 'image.png': 'not-utf8' });
});
