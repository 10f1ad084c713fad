// What all tests here share: an emulator to talk to, a client of it, names that nobody else uses.

import { CloudFrontClient } from '@aws-sdk/client-cloudfront';
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { after } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

export const CODE = 'function connectionHandler(connection) { connection.allow(); }';
export const STALE = 'E00000000000ZZ';
export const ACCOUNT = '123456789012';

/** Whether the emulator is this process's own, so that its quotas may be used up. */
export const ownEmulator = !process.env.EMULATOR_ENDPOINT;

/** The URL of the emulator: one that runs already, or one that is started for this file. */
export const endpoint = process.env.EMULATOR_ENDPOINT ?? (await start());

async function start() {
  const binary = process.env.CONNFN_BIN;
  assert.ok(binary, 'EMULATOR_ENDPOINT or CONNFN_BIN must say what to test');
  const child = spawn(binary, ['emulator', '--port', '0'], { stdio: ['ignore', 'pipe', 'inherit'] });
  after(() => child.kill('SIGINT'));
  for await (const line of createInterface({ input: child.stdout })) {
    child.stdout.resume();
    return line.trim();
  }
  throw new Error(`${binary} ended without printing its URL`);
}

/** A client that tries once, so that what the emulator answers is what a test sees. */
export const client = new CloudFrontClient({
  endpoint,
  region: 'us-east-1',
  credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' },
  maxAttempts: 1,
});
after(() => client.destroy());

let count = 0;
/** A name that is new in any account. */
export function fresh(kind) {
  count += 1;
  return `${kind}-${process.pid}-${Date.now().toString(36)}-${count}`;
}

/** Asks again and again until the answer is right. */
export async function until(ask, isRight) {
  const deadline = Date.now() + 10_000;
  for (;;) {
    const answer = await ask();
    if (isRight(answer)) return answer;
    assert.ok(Date.now() < deadline, `still not right: ${JSON.stringify(answer)}`);
    await sleep(25);
  }
}

/** Asserts that a call is refused with this code and status. */
export async function refused(promise, code, status) {
  await assert.rejects(promise, (error) => {
    assert.equal(error.name, code);
    assert.equal(error.$metadata.httpStatusCode, status);
    assert.ok(error.message.length > 0);
    assert.ok(error.$metadata.requestId.length > 0);
    return true;
  });
}

export function config(comment, storeArn) {
  return {
    Comment: comment,
    Runtime: 'cloudfront-js-2.0',
    ...(storeArn && {
      KeyValueStoreAssociations: { Quantity: 1, Items: [{ KeyValueStoreARN: storeArn }] },
    }),
  };
}

export function distributionConfig(reference, functionId) {
  return {
    CallerReference: reference,
    Comment: 'a <comment> & more',
    Enabled: true,
    Origins: {
      Quantity: 1,
      Items: [
        {
          Id: 'origin',
          DomainName: 'origin.example.com',
          CustomOriginConfig: {
            HTTPPort: 80,
            HTTPSPort: 443,
            OriginProtocolPolicy: 'https-only',
          },
        },
      ],
    },
    DefaultCacheBehavior: {
      TargetOriginId: 'origin',
      ViewerProtocolPolicy: 'https-only',
      CachePolicyId: '658327ea-f89d-4fab-a63d-7e88639e58f6',
    },
    ...(functionId && {
      ViewerMtlsConfig: {
        Mode: 'required',
        TrustStoreConfig: { TrustStoreId: 'ts_1', IgnoreCertificateExpiry: false },
      },
      ConnectionFunctionAssociation: { Id: functionId },
    }),
  };
}
