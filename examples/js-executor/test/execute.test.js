// The same plans carried out natively and from JavaScript, against two emulators: both end in the same state.

import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const connfn = process.env.CONNFN_BIN;
const example = fileURLToPath(new URL('..', import.meta.url));
const run = promisify(execFile);
const STACK = ['--stack', 'example-executor'];

/** An empty account of its own. */
async function emulator(t) {
  assert.ok(connfn, 'CONNFN_BIN must name the command');
  const child = spawn(connfn, ['emulator', '--port', '0'], { stdio: ['ignore', 'pipe', 'ignore'] });
  t.after(() => child.kill('SIGINT'));
  for await (const line of createInterface({ input: child.stdout })) {
    child.stdout.resume();
    return line.trim();
  }
  throw new Error('the emulator did not start');
}

/** A folder with an account, in which programs run with credentials and the account's endpoint. */
async function site(t, endpoint) {
  const folder = mkdtempSync(join(tmpdir(), 'connfn-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const env = {
    ...process.env,
    AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'secret',
    AWS_REGION: 'us-east-1',
    AWS_ENDPOINT_URL_CLOUDFRONT: endpoint,
  };
  const options = { cwd: folder, env };
  return {
    endpoint,
    write: (name, text) => writeFileSync(join(folder, name), text),
    read: (name) => JSON.parse(readFileSync(join(folder, name), 'utf8')),
    command: (...args) => run(connfn, args, options),
    apply: () => run('node', [join(example, 'apply.js'), 'plan.json', 'observed.json'], options),
  };
}

const configuration = ({ comment, code, functions }) => `
resource "aws_cloudfront_key_value_store" "revoked" {
  name    = "revoked"
  comment = "${comment}"
}
${functions
  .map(
    (name) => `
resource "aws_cloudfront_connection_function" "${name}" {
  name                     = "${name}"
  connection_function_code = "${code} // ${name}"
  publish                  = ${name === 'gate'}
  tags                     = { Team = "${comment}" }
  connection_function_config {
    comment = "${comment}"
    runtime = "cloudfront-js-2.0"
    key_value_store_association {
      key_value_store_arn = aws_cloudfront_key_value_store.revoked.arn
    }
  }
}
`,
  )
  .join('')}`;

/** What an account holds, without what every account makes up for itself. */
function comparable(observed) {
  const stage = ({ content, store_arns: stores, ...rest }) => ({ ...rest, code: content?.code, stores: stores.length });
  const functions = Object.values(observed.functions).map(({ arn, development, live, ...rest }) => ({
    ...rest,
    development: stage(development),
    live: live && stage(live),
  }));
  functions.sort((a, b) => a.name.localeCompare(b.name));
  const stores = Object.entries(observed.stores).map(([name, { comment, status, tags }]) => ({ name, comment, status, tags }));
  return { functions, stores, code: observed.code };
}

test('a plan ends in the same state, whoever carries it out', async (t) => {
  const native = await site(t, await emulator(t));
  const own = await site(t, await emulator(t));
  const configurations = [
    { comment: 'first', code: 'function connectionHandler(c) { c.allow(); }', functions: ['gate', 'log'] },
    { comment: 'second', code: 'function connectionHandler(c) { c.deny(); }', functions: ['gate', 'other'] },
  ];
  const plan = ['plan', '--out', 'plan.json', ...STACK];
  const plannings = configurations.map((it) => [configuration(it), plan]);
  for (const [text, command] of [...plannings, [undefined, [...plan, '--destroy']]]) {
    for (const place of [native, own]) {
      if (text !== undefined) place.write('main.tf', text);
      await place.command(...command);
      await place.command('observe', '--out', 'observed.json');
    }
    await native.command('apply', 'plan.json', ...STACK);
    const receipt = JSON.parse((await own.apply()).stdout);
    assert.equal(receipt.result, 'complete');
    assert.equal(receipt.plan, own.read('plan.json').digest);

    for (const place of [native, own]) await place.command('observe', '--out', 'after.json');
    const [one, other] = [native, own].map((place) => comparable(place.read('after.json')));
    assert.deepEqual(other, one);
    assert.equal(one.functions.length, text === undefined ? 0 : 2);

    // What was applied once is refused, since the account has moved on.
    await own.command('observe', '--out', 'observed.json');
    await assert.rejects(own.apply(), ({ stderr }) => /error\[CF0410\]/.test(stderr));
    if (text !== undefined) assert.match((await own.command('plan', ...STACK)).stdout, /No changes/);
  }
});

test('CloudFront tests a function before it is published', async (t) => {
  const place = await site(t, await emulator(t));
  const { plan, readObserved } = await import('connfn');
  const { CloudFrontClient } = await import('@aws-sdk/client-cloudfront');
  const { execute } = await import('../execute.js');
  const code = 'function connectionHandler(c) { c.clientIp === "192.0.2.1" ? c.allow() : c.deny(); }';
  const sources = {
    files: {
      'main.tf': `resource "aws_cloudfront_connection_function" "gate" {
        name                     = "gate"
        connection_function_code = ${JSON.stringify(code)}
        publish                  = true
        connection_function_config {
          comment = ""
          runtime = "cloudfront-js-2.0"
        }
      }`,
    },
  };
  const digest = `sha256:${createHash('sha256').update(code).digest('hex')}`;
  const passed = (name, expected, clientIp) => ({
    name,
    expected,
    decision: expected,
    problems: [],
    logs: [],
    connection: JSON.stringify({ clientIp }),
  });
  const planned = async (...cases) => {
    await place.command('observe', '--out', 'observed.json');
    const observed = readObserved(JSON.stringify(place.read('observed.json')));
    const coverage = { lines: [], hit: [] };
    const gate = { code: digest, runtime: 'cloudfront-js-2.0', tests: digest, cases, coverage };
    const tests = { functions: { 'aws_cloudfront_connection_function.gate': gate } };
    return plan({ sources, observed, stack: 'example-executor', tests, remote_tests: true }).plan;
  };
  const client = new CloudFrontClient({
    region: 'us-east-1',
    endpoint: place.endpoint,
    credentials: { accessKeyId: 'x', secretAccessKey: 'y' },
  });
  t.after(() => client.destroy());

  const failed = await execute(await planned(passed('all come in', 'allow', '192.0.2.2')), client);
  const [, test, publish] = failed.steps;
  assert.equal(test.error, '`allow` is expected, and CloudFront says `deny`');
  assert.deepEqual([test.test.name, publish.operation, publish.status], ['all come in', 'PublishConnectionFunction', 'skipped']);
  const right = [passed('ours come in', 'allow', '192.0.2.1'), passed('others do not', 'deny', '192.0.2.2')];
  const receipt = await execute(await planned(...right), client);
  assert.equal(receipt.result, 'complete');
  assert.equal(receipt.steps.filter((step) => step.operation === 'TestConnectionFunction').length, 2);
});

test('where nobody listens, nothing is done and the receipt says why', async (t) => {
  const place = await site(t, await emulator(t));
  place.write('main.tf', 'resource "aws_cloudfront_key_value_store" "s" {\n  name = "s"\n}\n');
  await place.command('plan', '--out', 'plan.json', ...STACK);
  await place.command('observe', '--out', 'observed.json');
  const text = place.read('plan.json');

  const { CloudFrontClient } = await import('@aws-sdk/client-cloudfront');
  const { perform } = await import('../perform.js');
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  const client = new CloudFrontClient({
    region: 'us-east-1',
    endpoint: `http://127.0.0.1:${port}`,
    credentials: { accessKeyId: 'x', secretAccessKey: 'y' },
    maxAttempts: 1,
  });
  t.after(() => client.destroy());
  const [{ operation, input }] = text.steps;
  assert.equal((await perform(client, { operation, input })).result, 'not-sent');
});
