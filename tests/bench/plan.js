// Times the same plan through the addon and through the WASM, crossing included, and asks a native program for its times.
// Run by `cargo xtask bench`, which names that program in CONNFN_NATIVE.

import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const packageFolder = new URL('../../target/npm/connfn/', import.meta.url);
const addon = await import(new URL('lib/node.js', packageFolder));
const wasm = await import(new URL('lib/browser.js', packageFolder));
await wasm.init(readFileSync(new URL('wasm/connfn_bg.wasm', packageFolder)));
if (addon.backend !== 'addon') throw new Error('the addon does not load');

const SIZES = [1, 100, 1000];
const AIMS = { addon: 1.3, wasm: 3 };

/** A configuration of so many functions, each with a file of code, all to be created. */
function request(functions) {
  const files = {};
  const blocks = [];
  for (let n = 0; n < functions; n += 1) {
    files[`gate-${n}.js`] = `// Gate ${n}.\n${'// A line as code has it, some forty characters.\n'.repeat(20)}`;
    blocks.push(`resource "aws_cloudfront_connection_function" "gate_${n}" {
  name                     = "gate-${n}"
  connection_function_code = file("\${path.module}/gate-${n}.js")
  publish                  = true
  tags                     = { Team = "edge", Number = "${n}" }
  connection_function_config {
    comment = "Gate ${n}"
    runtime = "cloudfront-js-2.0"
  }
}
`);
  }
  files['main.tf'] = blocks.join('\n');
  return { sources: { files }, observed: wasm.emptyAccount(), stack: 'bench-1' };
}

/**
 * The shortest of as many repetitions as a second holds, and of at least ten: what else the machine does only adds to it. The
 * engine compiles what is called often again and better, so that a part of the time is spent before anything counts.
 */
function shortest(work) {
  const began = performance.now();
  let shortest = Infinity;
  for (let repetitions = 0; repetitions < 10 || performance.now() - began < 1500; repetitions += 1) {
    const start = performance.now();
    work();
    shortest = Math.min(shortest, performance.now() - start);
  }
  return shortest;
}

const requests = SIZES.map(request);
const input = requests.map((request) => `${JSON.stringify(request)}\n`).join('');
const native = execFileSync(process.env.CONNFN_NATIVE, { input, encoding: 'utf8', stdio: ['pipe', 'pipe', 'inherit'] })
  .trim()
  .split('\n')
  .map((line) => line.split(' ').map(Number));

const row = (...cells) => console.log(cells.map((cell, n) => String(cell)[n ? 'padStart' : 'padEnd'](n ? 17 : 10)).join(''));
const time = (ms) => `${ms.toFixed(3)} ms`;
let aimed = true;
row('functions', 'native, memory', 'native, JSON', 'addon', 'WASM');
SIZES.forEach((size, n) => {
  const [memory, json] = native[n];
  const times = { addon: shortest(() => addon.plan(requests[n])), wasm: shortest(() => wasm.plan(requests[n])) };
  row(size, time(memory), time(json), time(times.addon), time(times.wasm));
  const ratio = (base) => Object.values(times).map((ms) => `${(ms / base).toFixed(2)} ×`);
  row('', '1', '', ...ratio(memory));
  row('', '', '1', ...ratio(json));
  for (const [surface, aim] of Object.entries(AIMS)) aimed &&= times[surface] / memory <= aim;
});
console.log(`\nthe aim, over native in memory: addon ${AIMS.addon} ×, WASM ${AIMS.wasm} ×: ${aimed ? 'met' : 'not met'}`);
