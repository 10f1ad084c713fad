// `connfn/runtime`: what TypeScript says of functions, in JavaScript and in TypeScript, with the configuration that users extend.
//
// The files in `user/runtime` are written as users write them. In the wrong ones each line that is wrong says so, with a part of
// the message. What the runtime has and lacks is compared with the checker's table, by the snippets that hold the table to njs.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { command, give, here, installed, main } from './support.js';

/** What tsc says of a folder: file, line and message. */
async function complaints(folder, include, compilerOptions = {}) {
  const config = { extends: 'connfn/runtime/tsconfig.json', include, compilerOptions };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));
  const tsc = join(here, 'node_modules/typescript/bin/tsc');
  const printed = await new Promise((resolve) => {
    execFile('node', [tsc, '--project', folder, '--pretty', 'false'], { cwd: folder }, (_, stdout) => resolve(stdout));
  });
  const found = [];
  for (const line of printed.split('\n')) {
    const place = /^(\S+)\((\d+),\d+\): error (.*)/.exec(line);
    if (place) found.push({ file: place[1], line: Number(place[2]), message: place[3] });
    // The rest of a message, or what TypeScript says of no place.
    else if (line.startsWith(' ')) found.at(-1).message += line;
    else if (line !== '') found.push({ file: '', line: 0, message: line });
  }
  return found;
}

async function folderWith(t, ...names) {
  const folder = await installed(t, main);
  give(folder, ...names);
  return folder;
}

test('the README’s function passes as it stands there', async (t) => {
  const folder = await folderWith(t);
  const readme = readFileSync(join(folder, 'node_modules/connfn/README.md'), 'utf8');
  const code = /```js\n(\/\*\* @import [^]*?)```/.exec(readme)?.[1];
  const { extends: extended, include } = JSON.parse(/```json\n(.*"connfn\/runtime.*)\n/.exec(readme)?.[1]);
  assert.equal(extended, 'connfn/runtime/tsconfig.json');
  writeFileSync(join(folder, 'gate.js'), code);
  assert.deepEqual(await complaints(folder, include), []);
  writeFileSync(join(folder, 'gate.js'), code.replace('connection.deny()', 'cf.kvs().exist()'));
  assert.equal((await complaints(folder, include)).length, 1);
});

test('functions that are right pass, and nothing in the types themselves is wrong', async (t) => {
  const folder = await folderWith(t, 'runtime');
  const files = ['right.js', 'required.js', 'right.ts'].map((name) => `runtime/${name}`);
  assert.deepEqual(await complaints(folder, files, { skipLibCheck: false }), []);
});

test('the cookbook passes', async (t) => {
  const folder = await folderWith(t);
  cpSync(new URL('../../examples/cookbook', import.meta.url), join(folder, 'cookbook'), { recursive: true });
  assert.deepEqual(await complaints(folder, ['cookbook/*/*.js']), []);
});

test('what `connfn new` writes passes as it stands there', async (t) => {
  const folder = await folderWith(t);
  for (const args of [['gate'], ['door', '--store']]) await command(folder, process.env.CONNFN_BIN, 'new', ...args);
  const { extends: extended, include } = JSON.parse(readFileSync(join(folder, 'jsconfig.json'), 'utf8'));
  assert.equal(extended, 'connfn/runtime/tsconfig.json');
  assert.deepEqual(await complaints(folder, include), []);
});

for (const name of ['wrong.js', 'wrong.ts']) {
  test(`each mistake in ${name} is told at its line`, async (t) => {
    const folder = await folderWith(t, 'runtime');
    const found = await complaints(folder, [`runtime/${name}`]);
    const lines = readFileSync(join(folder, 'runtime', name), 'utf8').split('\n');
    for (const [index, text] of lines.entries()) {
      const messages = found.filter(({ line }) => line === index + 1).map(({ message }) => message);
      const wanted = /\/\/ wrong: (.*)$/.exec(text)?.[1];
      if (wanted === undefined) assert.deepEqual(messages, [], text);
      else assert.ok(messages.some((message) => message.includes(wanted)), `${text}\n${messages.join('\n') || 'nothing is said'}`);
    }
  });
}

/** Features of the syntax that TypeScript's checker does not know to be absent: that is for `connfn validate`. */
const UNTOLD = [
  'async_closure',
  'async_nested_mutating_outer',
  'async_rest_params',
  'await_in_arguments',
  'class',
  'default_params',
  'destructuring',
  'dynamic_import',
  'export',
  'generator',
  'import_form',
  'import_meta',
  'logical_assignment',
  'optional_catch_binding',
  'optional_chaining',
  'regex_empty_class',
  'regex_flags',
  'regex_large_count',
  'regex_lookbehind_length',
  'regex_property',
  'regex_same_names',
  'spread',
  'top_level_await',
  'unicode_names',
  'using',
];

/** What runs, and what TypeScript takes for a slip of the pen. */
const OPINIONS = ['nullish-1', 'works-11', 'works-13', 'works-35', 'works-39', 'works-44', 'works-65'];

test('the types have what the checker’s table has, and lack what it lacks', async (t) => {
  const table = new URL('../../crates/script/tests/njs/', import.meta.url);
  const rows = (file) => readFileSync(new URL(file, table), 'utf8').trim().split('\n').map((line) => JSON.parse(line));
  const works = new Map(rows('answers.jsonl').map(({ id, works }) => [id, works]));
  const differs = new Set(rows('differences.jsonl').map(({ id }) => id));
  // Those that are refused because they are no JavaScript would keep TypeScript from looking at the rest.
  const snippets = rows('snippets.jsonl').filter(({ id }) => !id.startsWith('refused-'));
  assert.ok(snippets.length > 200);

  const folder = await folderWith(t);
  for (const { id, code } of snippets) writeFileSync(join(folder, `${id}.js`), `${code}\n`);
  const told = new Set((await complaints(folder, ['*.js'], { strict: false })).map(({ file }) => file.replace(/\.js$/, '')));

  const silent = new Set();
  const problems = [];
  for (const { id, code } of snippets) {
    const feature = id.replace(/-\d+$/, '');
    const isRefused = works.get(id) === differs.has(id);
    if (isRefused && !told.has(id)) {
      silent.add(feature);
      if (!UNTOLD.includes(feature)) problems.push(`${id} is not there, and the types have it: ${code}`);
    }
    if (!isRefused && told.has(id) !== OPINIONS.includes(id)) problems.push(`${id} works, and the types say otherwise: ${code}`);
  }
  assert.deepEqual(problems, []);
  assert.deepEqual([...silent].sort(), UNTOLD);
});
