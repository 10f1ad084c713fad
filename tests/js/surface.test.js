// The surface itself: the same names everywhere, and those that the types promise.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { declared, packageFolder, surfaces } from './surfaces.js';

test('every way in has the names that the types declare', () => {
  const require = createRequire(import.meta.url);
  const all = { ...surfaces, commonjs: require(new URL('cjs/node.js', packageFolder).pathname) };
  for (const [surface, exports] of Object.entries(all)) {
    assert.deepEqual(Object.keys(exports).sort(), declared, surface);
  }
});

test('every verb has the same name in Rust', () => {
  const face = readFileSync(new URL('../../crates/connfn/src/lib.rs', import.meta.url), 'utf8');
  const exported = [...face.matchAll(/^pub use ([^;]+);/gm)].flatMap(([, names]) => names.match(/(?<!::)\b[a-z]\w*\b(?!::)/g) ?? []);
  // Modules, what only Rust needs or another verb has an option for, and a name that is a keyword of JavaScript.
  const others = ['code_lines', 'failed_tests', 'import_all_beside', 'is_unfinished', 'json', 'limits', 'observed', 'operation', 'plan_as_json', 'render_plan_markdown', 'testing', 'visible'];
  const camel = (name) => name.replace(/_(\w)/g, (_, letter) => letter.toUpperCase());
  const verbs = exported.filter((name) => !others.includes(name)).map(camel);
  // What there is only of the package itself.
  const own = ['Run', 'backend', 'init', 'version'];
  assert.deepEqual([...new Set([...verbs, 'importAll', 'importResource', ...own])].sort(), declared);
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
  connection_function_code = "function connectionHandler(c) { c.allow(); }"
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
