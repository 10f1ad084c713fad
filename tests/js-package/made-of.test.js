// What the packages say of themselves: where they are from, and what they are made of, as a bill of materials for programs and a list with
// licences for people.

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { Spec, Validation } from '@cyclonedx/cyclonedx-library';
import { installed, main, manifest, platform } from './support.js';

const validator = new Validation.JsonStrictValidator(Spec.Version.v1dot6);

/** A package's bill and list. */
function read(folder, name) {
  const file = (file) => readFileSync(join(folder, 'node_modules', name, file), 'utf8');
  return { bill: file('sbom.cdx.json'), list: file('THIRD-PARTY.txt'), rust: file('THIRD-PARTY-RUST.html') };
}

test('both packages say what they are made of', async (t) => {
  const folder = await installed(t, main, platform);
  const { version, optionalDependencies } = manifest(folder);
  const name = Object.keys(optionalDependencies).find((name) => platform.includes(name.split('/')[1]));
  for (const [package_, purl, parts] of [
    ['connfn', `pkg:npm/connfn@${version}`, ['connfn-wasm', 'connfn-simulator-wasm', 'boa_engine']],
    [name, `pkg:npm/${name.replace('@', '%40')}@${version}`, ['connfn-cli', 'connfn-node', 'aws-sdk-cloudfront']],
  ]) {
    const { bill, list, rust } = read(folder, package_);
    assert.equal(await validator.validate(bill), null);
    const { metadata, components } = JSON.parse(bill);
    assert.equal(metadata.component.purl, purl);
    for (const part of parts) assert.ok(components.some(({ name }) => name === part), part);
    for (const { name, version, licenses } of components.filter(({ name }) => !name.startsWith('connfn'))) {
      assert.ok(list.includes(`\n${name} ${version}: ${licenses[0].expression}\n`), name);
    }
    assert.match(rust, /Rust Standard Library/);
    for (const text of [bill, list]) assert.ok(!text.includes(homedir()), 'nothing tells where it was built');
  }
});

test('both packages say where they are from, and may be seen by all', async (t) => {
  const folder = await installed(t, main, platform);
  const [, home] = /\nrepository = "(.+)"\n/.exec(readFileSync(new URL('../../Cargo.toml', import.meta.url), 'utf8'));
  const [name] = Object.keys(manifest(folder).optionalDependencies).filter((name) => platform.includes(name.split('/')[1]));
  for (const package_ of ['connfn', name]) {
    const { repository, publishConfig, license, files } = manifest(folder, package_);
    assert.deepEqual(repository, { type: 'git', url: `git+${home}.git` }, package_);
    assert.deepEqual([publishConfig, license], [{ access: 'public' }, 'Apache-2.0']);
    for (const file of [...files, 'LICENSE', 'README.md']) assert.ok(existsSync(join(folder, 'node_modules', package_, file)), file);
  }
});

test('a wrong bill is told', async () => {
  assert.notEqual(await validator.validate('{ "bomFormat": "CycloneDX", "specVersion": "1.6", "parts": [] }'), null);
});
