// Asks `terraform console` for the value of every expression in expressions.txt and writes answers.jsonl, which the tests compare with.
// Run it with Terraform 1.11 on the PATH: node tests/oracle/record.mjs [--all]. Without --all only new expressions are asked for.
import { execFile, execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const here = import.meta.dirname;
const env = { ...process.env, TF_CLI_CONFIG_FILE: '/dev/null', TF_IN_AUTOMATION: '1', CHECKPOINT_DISABLE: '1' };

/** A copy of the folder: a console locks the one that it reads. */
function prepared() {
  const folder = mkdtempSync(join(tmpdir(), 'oracle-'));
  cpSync(join(here, 'folder'), folder, { recursive: true });
  execFileSync('terraform', ['init', '-no-color'], { cwd: folder, env });
  return folder;
}

// The functions that Terraform has: the documentation is held to name each.
const signatures = JSON.parse(execFileSync('terraform', ['metadata', 'functions', '-json'], { env })).function_signatures;
const functions = Object.keys(signatures).filter((name) => !name.startsWith('core::'));
writeFileSync(join(here, 'functions.txt'), functions.sort().join('\n') + '\n');

const answersFile = join(here, 'answers.jsonl');
const known = new Map();
if (existsSync(answersFile) && !process.argv.includes('--all')) {
  for (const line of readFileSync(answersFile, 'utf8').split('\n').filter(Boolean)) {
    const answer = JSON.parse(line);
    known.set(answer.expression, answer);
  }
}
const expressions = readFileSync(join(here, 'expressions.txt'), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  // `¶` stands for a line break within an expression.
  .map((line) => line.replaceAll('¶', '\n'));

/** The console reads lines, so an expression of several is asked for by a name. */
function ask(folder, expression) {
  const several = expression.includes('\n');
  const question = join(folder, 'question.tf');
  if (several) writeFileSync(question, `locals {\n  question = ${expression}\n}\n`);
  return new Promise((resolve) => {
    const child = execFile('terraform', ['console', '-no-color'], { cwd: folder, env }, (error, stdout, stderr) => {
      if (several) rmSync(question);
      if (!error && stdout.endsWith('\n')) resolve({ expression, prints: stdout.slice(0, -1) });
      else resolve({ expression, error: (/Error: (.*)/.exec(stderr + stdout) ?? ['', 'error'])[1] });
    });
    child.stdin.end((several ? 'local.question' : expression) + '\n');
  });
}

const answers = [];
let next = 0;
const worker = async () => {
  const folder = prepared();
  while (next < expressions.length) {
    const at = next++;
    answers[at] = known.get(expressions[at]) ?? (await ask(folder, expressions[at]));
  }
};
await Promise.all([worker(), worker(), worker()]);
writeFileSync(answersFile, answers.map((answer) => JSON.stringify(answer) + '\n').join(''));
console.log(`${answers.length} answers`);
