// The surface itself: the same names everywhere, and those that the types promise.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { packageFolder, surfaces } from './surfaces.js';

const declared = [...readFileSync(new URL('index.d.ts', packageFolder), 'utf8').matchAll(
  /^export (?:const|function|class) (\w+)/gm,
)].map(([, name]) => name);

test('every way in has the names that the types declare', () => {
  const require = createRequire(import.meta.url);
  const all = { ...surfaces, commonjs: require(new URL('cjs/node.js', packageFolder).pathname) };
  for (const [surface, exports] of Object.entries(all)) {
    assert.deepEqual(Object.keys(exports).sort(), declared.toSorted(), surface);
  }
});

test('`init` is harmless, also twice and in Node', async () => {
  for (const connfn of Object.values(surfaces)) {
    assert.equal(await connfn.init(), undefined);
    assert.equal(await connfn.init(), undefined);
  }
});

test('the version is one', () => {
  const { version } = JSON.parse(readFileSync(new URL('package.json', packageFolder), 'utf8'));
  for (const connfn of Object.values(surfaces)) assert.equal(connfn.version, version);
});

test('a text that spells like a prototype is a text', () => {
  const file = 'resource "aws_cloudfront_key_value_store" "s" {\n  name = "s"\n}\n';
  const tagged = `resource "aws_cloudfront_connection_function" "f" {
  name                     = "f"
  connection_function_code = "x"
  tags                     = { "__proto__" = "a", constructor = "b" }
  connection_function_config {
    comment = "c"
    runtime = "cloudfront-js-2.0"
  }
}
`;
  for (const connfn of Object.values(surfaces)) {
    const sources = { files: { 'main.tf': file, ['other.tf']: tagged } };
    const { plan, diagnostics } = connfn.plan({ sources, observed: connfn.emptyAccount(), stack: 'site-1' });
    assert.deepEqual(diagnostics, []);
    const { tags } = plan.changes.find(({ type }) => type === 'aws_cloudfront_connection_function').after;
    assert.deepEqual(Object.keys(tags), ['__proto__', 'constructor']);
    assert.deepEqual(connfn.readPlan(connfn.planToJson(plan)), plan);
  }
});
