// The state file: what was answered survives a kill at any moment, and nobody else writes it.

import {
  CloudFrontClient,
  CreateKeyValueStoreCommand,
  DeleteKeyValueStoreCommand,
  paginateListKeyValueStores,
} from '@aws-sdk/client-cloudfront';
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

const binary = process.env.CONNFN_BIN;
const skip = !binary && 'CONNFN_BIN says what to start';

function folder(t) {
  const path = mkdtempSync(join(tmpdir(), 'emulator-'));
  t.after(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

function spawned(state) {
  const stdio = ['ignore', 'pipe', 'pipe'];
  return spawn(binary, ['emulator', '--port', '0', '--state', state], { stdio });
}

async function start(t, state) {
  const child = spawned(state);
  t.after(() => child.kill('SIGKILL'));
  child.stderr.resume();
  const [endpoint] = await once(createInterface({ input: child.stdout }), 'line');
  const client = new CloudFrontClient({
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' },
    maxAttempts: 1,
  });
  const stop = async (signal) => {
    child.kill(signal);
    await once(child, 'exit');
    client.destroy();
  };
  return { client, stop };
}

/** Starts where it must fail, and returns what it says. */
async function complaint(state) {
  const child = spawned(state);
  let said = '';
  child.stderr.on('data', (data) => (said += data));
  const [code] = await once(child, 'close');
  assert.notEqual(code, 0);
  return said;
}

async function names(client) {
  const found = new Set();
  for await (const page of paginateListKeyValueStores({ client }, {})) {
    for (const store of page.KeyValueStoreList.Items ?? []) found.add(store.Name);
  }
  return found;
}

test('what was answered survives a kill at any moment', { skip }, async (t) => {
  const state = join(folder(t), 'emulator.json');
  /** By name, whether it must be there; a name under way at a kill may be or not. */
  const known = new Map();
  for (let round = 0; round < 12; round += 1) {
    const { client, stop } = await start(t, state);
    const found = await names(client);
    for (const [name, present] of known) {
      assert.equal(found.has(name), present, `${name} after round ${round}`);
    }
    let going = true;
    const work = async (worker) => {
      for (let n = 0; going; n += 1) {
        const Name = `s-${round}-${worker}-${n}`;
        try {
          const made = await client.send(new CreateKeyValueStoreCommand({ Name }));
          known.set(Name, true);
          if (n % 4 !== 0) {
            known.delete(Name);
            await client.send(new DeleteKeyValueStoreCommand({ Name, IfMatch: made.ETag }));
            known.set(Name, false);
          }
        } catch (error) {
          if (!going) return;
          // The account is full: that is no business of this test.
          assert.equal(error.name, 'EntityLimitExceeded', error);
          return;
        }
      }
    };
    const workers = [work(1), work(2), work(3)];
    await sleep(20 + round * 9);
    going = false;
    await stop('SIGKILL');
    await Promise.all(workers);
  }
  assert.ok(known.size > 12, `${known.size} stores are enough to tell`);
});

test('a state file has one writer', { skip }, async (t) => {
  const state = join(folder(t), 'emulator.json');
  const { stop } = await start(t, state);
  assert.match(await complaint(state), /another emulator/);
  await stop('SIGKILL');
  const again = await start(t, state);
  await again.stop('SIGINT');
});

test('a state file that is cut or foreign is refused in words', { skip }, async (t) => {
  const state = join(folder(t), 'emulator.json');
  const { client, stop } = await start(t, state);
  await client.send(new CreateKeyValueStoreCommand({ Name: 'revoked' }));
  await stop('SIGINT');
  const cut = `${state}.cut`;
  copyFileSync(state, cut);
  truncateSync(cut, readFileSync(cut).length >> 1);
  assert.match(await complaint(cut), /emulator\.json\.cut/);
  const foreign = new URL('package.json', import.meta.url);
  const copy = join(state, '..', 'foreign.json');
  copyFileSync(foreign, copy);
  assert.match(await complaint(copy), /foreign\.json/);
  assert.deepEqual(readFileSync(copy), readFileSync(foreign), 'a foreign file is left alone');
});
