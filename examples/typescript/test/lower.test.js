// What `lower` gives does what the code did, and the runtime can run it.

import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { lower } from '../lower.js';

/** njs, whose language the runtime's is; `cargo xtask` names it where it is installed. */
const njs = process.env.CONNFN_NJS;

/** Programs in modern JavaScript. Each has a function `main`, which may be asynchronous and gives a value that JSON has. */
const programs = {
  'optional chaining, and its values': `
    const deep = { a: { b: [1, 2], f() { return this.b.length; } } };
    function main() { return [deep?.a?.b?.[1], deep.x?.y.z, deep.a?.f(), deep.g?.() === undefined, (deep?.a).b]; }`,
  'values by default, and what is assigned where there is none': `
    function f(a, b = a + 1, { c = 3, ...rest } = {}, ...more) { return [a, b, c, rest, more]; }
    function main() {
      let x = null; let y = 0; let z = 1;
      x ??= 5; y ||= 6; z &&= 7;
      return [f(1), f(1, undefined, { c: 4, d: 5 }, 6, 7), x ?? 8, y, z];
    }`,
  'destructuring of lists and objects': `
    function main() {
      const [a, , b = 9, ...c] = [1, 2, undefined, 4, 5];
      const { d, e: { f }, ['g' + 1]: g, ...h } = { d: 1, e: { f: 2 }, g1: 3, i: 4 };
      let j, k;
      [j, k] = [1, 2];
      [j, k] = [k, j];
      return [a, b, c, d, f, g, h, j, k];
    }`,
  'spread in lists, calls and objects': `
    function main() {
      const list = [3, 1, 2];
      return [Math.max(...list, 0), [...list, ...list.slice(1)], { a: 1, ...{ a: 2, b: 3 }, c: 4 },
        new Date(...[0]).getTime(), new Pair(1, ...[2]).sum];
    }
    class Pair { constructor(a, b) { this.sum = a + b; } }`,
  'for…of, with closures and labels': `
    function main() {
      const found = [];
      outer: for (const [key, value] of Object.entries({ a: 1, b: 2, c: 3 })) {
        for (const n of [1, 2]) { if (value === 2 && n === 2) continue outer; found.push(() => key + n + value); }
      }
      return found.map((read) => read());
    }`,
  'classes': `
    class Shape {
      static count = 0; static #all = []; name = 'shape'; #secret = 1;
      constructor(...sides) { this.sides = sides; Shape.count += 1; Shape.#all.push(this); }
      get area() { return 0; }
      set size(value) { this.#secret = value; }
      secret() { return this.#secret; }
      #hidden() { return 'hidden'; }
      reveal() { return this.#hidden() + (#secret in this); }
      static all() { return Shape.#all.length; }
      static { Shape.started = true; }
    }
    class Square extends Shape {
      name = 'square';
      constructor(side) { super(side, side); }
      get area() { return this.sides[0] ** 2; }
      reveal() { return super.reveal() + '!'; }
      async later() { return this.area; }
    }
    async function main() {
      const square = new Square(3);
      square.size = 5;
      return [square.area, square.secret(), square.reveal(), square.name, Shape.count, Shape.all(), Shape.started,
        square instanceof Shape, await square.later(), new.target === undefined];
    }`,
  'catch without a variable, and finally': `
    function main() { const log = []; try { JSON.parse('{'); } catch { log.push('caught'); } finally { log.push('done'); } return log; }`,
  'await in arguments, in the order in which they are written': `
    const log = [];
    async function get(name) { log.push(name); return name; }
    const plain = (name) => { log.push(name); return name; };
    class Pair { constructor(a, b) { this.both = a + b; } async of(x) { return this.both + String(await get(x)); } }
    async function main() {
      const both = [plain('a'), await get('b')].concat(plain('c'), await get(String(await get('d'))), plain('e'));
      const pair = await new Pair(await get('f'), plain('g')).of(await get('h'));
      const chosen = Math.max(1, (await get('i')) === 'i' ? 2 : 0, ...[await get('j')].map((text) => text.length));
      const method = { at: { length: 0, push(name) { this.length += name.length; return this.length; } } };
      const called = method[plain('at')].push(await get('lm')) + (await get(plain))('n').concat(await get('o')).length;
      return [both, pair, chosen, called, log, (await get('k')).toUpperCase()];
    }`,
  'await in arguments, in loops and closures': `
    async function get(value) { return value; }
    async function main() {
      const sums = [];
      for (const value of [1, 2, 3]) { const add = async (n) => Number(await get(value)) + n; sums.push(await add(await get(10))); }
      return sums;
    }`,
};

const inNode = async (code) => JSON.stringify(await new Function(`'use strict';${code}\nreturn main();`)());

function inNjs(t, code) {
  const folder = mkdtempSync(join(tmpdir(), 'connfn-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'program.js');
  const print = 'Promise.resolve(main()).then((value) => console.log(JSON.stringify(value)), (error) => console.log(String(error)));';
  writeFileSync(file, `${code}\n${print}\n`);
  return execFileSync(njs, ['-q', file], { encoding: 'utf8' }).trim();
}

for (const [name, code] of Object.entries(programs)) {
  test(name, async (t) => {
    const wanted = await inNode(code);
    const lowered = await lower(code);
    assert.equal(await inNode(lowered), wanted, lowered);
    if (njs) assert.equal(inNjs(t, lowered), wanted, lowered);
  });
}

/** Rows of the table of what the runtime has, of its syntax, that are lowered. */
const LOWERED = [
  'await_in_arguments',
  'class',
  'default_params',
  'destructuring',
  'for_of',
  'logical_assignment',
  'new_target',
  'optional_catch_binding',
  'optional_chaining',
  'spread',
];

/** A class that extends `Array`, which takes `Reflect`. It is told when the function is checked. */
const KEPT = ['class-4'];

test('the checker lets what is lowered pass', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'connfn-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const lines = readFileSync(new URL('../../../crates/script/tests/njs/snippets.jsonl', import.meta.url), 'utf8').trim().split('\n');
  const isLowered = ({ id }) => LOWERED.includes(id.replace(/-\d+$/, '')) && !KEPT.includes(id);
  const snippets = lines.map((line) => JSON.parse(line)).filter(isLowered);
  assert.ok(snippets.length > 30);
  for (const { id, code } of snippets) writeFileSync(join(folder, `${id}.js`), await lower(code));
  const files = snippets.map(({ id }) => `${id}.js`);
  // It ends with 1 if it finds an error, and prints all the same.
  const { stdout } = spawnSync(process.env.CONNFN_BIN, ['validate', ...files, '--format', 'json'], { cwd: folder, encoding: 'utf8' });
  const { diagnostics } = JSON.parse(stdout);
  assert.deepEqual(diagnostics.filter(({ severity }) => severity === 'error'), []);
  // Each file was looked at: none has an entry point.
  assert.equal(new Set(diagnostics.map(({ location }) => location.file)).size, files.length);
});

test('njs was there', { skip: njs ? false : 'CONNFN_NJS names no njs' }, () => {});
