// What `connfn validate --format sarif` writes, held to the schema of SARIF 2.1.0. The command's own tests record it.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import Ajv from 'ajv';

const { resolve } = createRequire(import.meta.url);
const read = (file) => JSON.parse(readFileSync(file, 'utf8'));

test('SARIF holds to its schema', () => {
  // Microsoft's matchers hold a copy of the schema that OASIS publishes.
  // It is of draft 4, whose `id` Ajv does not know; nothing refers to it.
  const { id, ...schema } = read(resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json'));
  assert.match(id, /sarif/);
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false, meta: false, validateSchema: false, unicodeRegExp: false });
  const validate = ajv.compile(schema);
  const log = read(new URL('../../crates/cli/tests/cli/seed/validation.sarif', import.meta.url));
  assert.ok(validate(log), JSON.stringify(validate.errors, null, 2));
  assert.ok(!validate({ ...log, version: '2.0.0' }));
  log.runs[0].results[0].level = 'fatal';
  assert.ok(!validate(log));
});
