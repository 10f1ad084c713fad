// A folder to work in, the real command, an emulator that it finds as it would find AWS, and a host that takes comments.

import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));
export const connfn = resolve(process.env.CONNFN_BIN ?? join(root, 'target/debug/connfn'));

/** Nothing of the machine's own settings. */
const settings = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^(AWS_|CONNFN_|GITHUB_|CI|RUNNER_|NODE_TEST)/.test(name)),
);

export function temporary(t) {
  const folder = mkdtempSync(join(tmpdir(), 'connfn-ci-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A repository with a function, its tests and a stack, all of it committed. */
export function repository(t) {
  const folder = temporary(t);
  for (const name of ['main.tf', 'allow-list.js', 'allow-list.test.yaml']) {
    cpSync(join(root, 'examples/allow-list', name), join(folder, name));
  }
  const write = (name, text) => {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  };
  const read = (name) => readFileSync(join(folder, name), 'utf8');
  write('.connfn/stack', 'site-1\n');
  const git = (...words) => execFileSync('git', ['-C', folder, ...words], { env: settings });
  const commit = () => {
    git('add', '--all');
    git('-c', 'user.name=x', '-c', 'user.email=x@host.example', 'commit', '--quiet', '--message', 'all');
  };
  git('init', '--quiet');
  commit();
  return {
    folder,
    write,
    read,
    commit,
    has: (name) => existsSync(join(folder, name)),
    edit: (name, from, to) => write(name, read(name).replace(from, () => to)),
  };
}

/** The environment in which AWS is an emulator of this test's own. */
export async function account(t) {
  const child = spawn(connfn, ['emulator'], { env: settings, stdio: ['ignore', 'pipe', 'ignore'] });
  t.after(() => child.kill());
  const [line] = await once(child.stdout, 'data');
  return {
    AWS_ENDPOINT_URL_CLOUDFRONT: String(line).trim(),
    AWS_ACCESS_KEY_ID: 'AKIASECRETKEYID',
    AWS_SECRET_ACCESS_KEY: 'a-secret-access-key',
    AWS_REGION: 'us-east-1',
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_EC2_METADATA_DISABLED: 'true',
  };
}

/** Runs a script of bash as a CI does. The programs in `bin` are found before all others. */
export async function bash(folder, script, environment, bin = dirname(connfn)) {
  const env = { ...settings, ...environment, PATH: [bin, settings.PATH].join(delimiter) };
  const child = spawn('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script], { cwd: folder, env });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => (printed += part));
  const [status] = await once(child, 'close');
  return { status, printed };
}

/** A host of comments, and what it was asked. `answer` gives the status and the body. */
export async function host(t, answer) {
  const requests = [];
  const server = createServer(async (request, response) => {
    let text = '';
    for await (const part of request) text += part;
    const asked = { method: request.method, path: request.url, headers: request.headers, body: text && JSON.parse(text) };
    requests.push(asked);
    const { status = 200, body = {} } = answer(asked) ?? {};
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close());
  return { url: `http://127.0.0.1:${server.address().port}`, requests };
}

/** A host that keeps comments, each of which is written by `author`. */
export async function comments(t, { author, first = [] }) {
  const kept = [...first];
  const { url, requests } = await host(t, ({ method, path, body }) => {
    if (path === '/user') return { body: author };
    if (method === 'GET') {
      const { searchParams } = new URL(path, 'http://host');
      const [size, page] = [Number(searchParams.get('per_page')), Number(searchParams.get('page'))];
      return { body: kept.slice((page - 1) * size, page * size) };
    }
    if (method === 'POST') {
      kept.push({ id: kept.length + 1, user: author, author, body: body.body });
      return { status: 201, body: kept.at(-1) };
    }
    const found = kept.find(({ id }) => path.endsWith(`/${id}`));
    found.body = body.body;
    return { body: found };
  });
  return { url, requests, kept };
}
