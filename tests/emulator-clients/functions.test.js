// Connection functions and distributions through the AWS SDK for JavaScript.

import {
  CreateConnectionFunctionCommand,
  CreateDistributionCommand,
  CreateKeyValueStoreCommand,
  DeleteConnectionFunctionCommand,
  DeleteDistributionCommand,
  DescribeConnectionFunctionCommand,
  DescribeKeyValueStoreCommand,
  GetConnectionFunctionCommand,
  GetDistributionCommand,
  GetDistributionConfigCommand,
  ListConnectionFunctionsCommand,
  ListDistributionsByConnectionFunctionCommand,
  paginateListConnectionFunctions,
  PublishConnectionFunctionCommand,
  TestConnectionFunctionCommand,
  UpdateConnectionFunctionCommand,
  UpdateDistributionCommand,
} from '@aws-sdk/client-cloudfront';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  ACCOUNT,
  client,
  CODE,
  config,
  distributionConfig,
  fresh,
  refused,
  STALE,
  until,
} from './support.js';

const bytes = (text) => new TextEncoder().encode(text);
const send = (Command, input) => client.send(new Command(input));

async function create(name = fresh('function'), more = {}) {
  const created = await send(CreateConnectionFunctionCommand, {
    Name: name,
    ConnectionFunctionConfig: config('made by a test'),
    ConnectionFunctionCode: bytes(CODE),
    ...more,
  });
  return { ...created.ConnectionFunctionSummary, ETag: created.ETag, Location: created.Location };
}

const describe = (Identifier, Stage) =>
  send(DescribeConnectionFunctionCommand, { Identifier, Stage });

async function code(Identifier, Stage) {
  const got = await send(GetConnectionFunctionCommand, { Identifier, Stage });
  return { ...got, text: new TextDecoder().decode(got.ConnectionFunctionCode) };
}

test('a function lives from create to delete', async () => {
  const comment = 'quotes " \' < > & ünï, and a line\nbreak';
  const made = await create(fresh('life'), { ConnectionFunctionConfig: config(comment) });
  assert.match(made.Id, /^cf_[0-9A-Za-z]{27}$/);
  assert.match(made.ETag, /^E[0-9A-Z]{13}$/);
  assert.equal(made.ConnectionFunctionArn, `arn:aws:cloudfront::${ACCOUNT}:connection-function/${made.Id}`);
  assert.equal(made.Status, 'UNPUBLISHED');
  assert.equal(made.Stage, 'DEVELOPMENT');
  assert.equal(made.ConnectionFunctionConfig.Comment, comment);
  assert.ok(made.CreatedTime instanceof Date);
  assert.ok(Math.abs(Date.now() - made.CreatedTime.getTime()) < 60_000);
  assert.ok(made.Location.endsWith(`/2020-05-31/connection-function/${made.Id}`));
  await refused(describe(made.Id, 'LIVE'), 'EntityNotFound', 404);
  await refused(code(made.Id, 'LIVE'), 'EntityNotFound', 404);

  const published = await send(PublishConnectionFunctionCommand, { Id: made.Id, IfMatch: made.ETag });
  assert.equal(published.ConnectionFunctionSummary.Status, 'PUBLISHING');
  await until(
    () => describe(made.Id),
    (now) => now.ConnectionFunctionSummary.Status === 'UNASSOCIATED',
  );
  const live = await describe(made.Id, 'LIVE');
  assert.equal((await describe(made.Id)).ETag, made.ETag);
  assert.notEqual(live.ETag, made.ETag);

  const updated = await send(UpdateConnectionFunctionCommand, {
    Id: made.Id,
    IfMatch: made.ETag,
    ConnectionFunctionConfig: config('second'),
    ConnectionFunctionCode: bytes('// two'),
  });
  assert.notEqual(updated.ETag, made.ETag);
  const [development, stays] = [await code(made.Id, 'DEVELOPMENT'), await code(made.Id, 'LIVE')];
  assert.deepEqual([development.text, development.ETag], ['// two', updated.ETag]);
  assert.deepEqual([stays.text, stays.ETag], [CODE, live.ETag]);
  assert.equal(development.ContentType, 'application/octet-stream');

  const remove = (IfMatch) => send(DeleteConnectionFunctionCommand, { Id: made.Id, IfMatch });
  await refused(remove(made.ETag), 'PreconditionFailed', 412);
  await remove(updated.ETag);
  await refused(remove(updated.ETag), 'EntityNotFound', 404);
});

test('identifiers are ids, ARNs and names', async () => {
  const made = await create();
  for (const identifier of [made.Id, made.ConnectionFunctionArn, made.Name]) {
    assert.equal((await describe(identifier)).ConnectionFunctionSummary.Id, made.Id);
    assert.equal((await code(identifier)).text, CODE);
  }
});

test('every version is checked', async () => {
  const made = await create();
  const calls = (IfMatch, Id = made.Id) => [
    () =>
      send(UpdateConnectionFunctionCommand, {
        Id,
        IfMatch,
        ConnectionFunctionConfig: config(''),
        ConnectionFunctionCode: bytes(CODE),
      }),
    () => send(PublishConnectionFunctionCommand, { Id, IfMatch }),
    () => send(TestConnectionFunctionCommand, { Id, IfMatch, ConnectionObject: bytes('{}') }),
    () => send(DeleteConnectionFunctionCommand, { Id, IfMatch }),
  ];
  for (const call of calls(undefined)) await refused(call(), 'InvalidIfMatchVersion', 400);
  for (const call of calls('*')) await refused(call(), 'InvalidIfMatchVersion', 400);
  for (const call of calls(STALE)) await refused(call(), 'PreconditionFailed', 412);
  for (const call of calls(STALE, 'cf_none')) await refused(call(), 'EntityNotFound', 404);
});

test('a create is checked', async () => {
  const made = await create();
  await refused(create(made.Name), 'EntityAlreadyExists', 409);
  for (const [more, refusal] of [
    [{ Name: 'a b' }, ['InvalidArgument', 400]],
    [{ Name: 'x'.repeat(65) }, ['InvalidArgument', 400]],
    [{ ConnectionFunctionCode: new Uint8Array() }, ['InvalidArgument', 400]],
    [{ ConnectionFunctionCode: new Uint8Array(40_961) }, ['EntitySizeLimitExceeded', 413]],
    [
      { ConnectionFunctionConfig: { Comment: '', Runtime: 'cloudfront-js-9.9' } },
      ['InvalidArgument', 400],
    ],
    [{ ConnectionFunctionConfig: config('', 'arn:aws:s3:::x') }, ['InvalidArgument', 400]],
    [{ Tags: { Items: [{ Key: 'bad!' }] } }, ['InvalidTagging', 400]],
  ]) {
    await refused(create(fresh('bad'), more), ...refusal);
  }
  await create(fresh('big'), { ConnectionFunctionCode: new Uint8Array(40_960).fill(0x20) });
});

test('a store is associated when it is ready, and held', async () => {
  const Name = fresh('store');
  const store = await send(CreateKeyValueStoreCommand, { Name });
  const arn = store.KeyValueStore.ARN;
  await until(
    () => send(DescribeKeyValueStoreCommand, { Name }),
    (now) => now.KeyValueStore.Status === 'READY',
  );
  const made = await create(fresh('user'), { ConnectionFunctionConfig: config('', arn) });
  assert.deepEqual(made.ConnectionFunctionConfig.KeyValueStoreAssociations, {
    Quantity: 1,
    Items: [{ KeyValueStoreARN: arn }],
  });
});

test('lists are paged and staged', async () => {
  const names = [];
  for (let n = 0; n < 3; n += 1) names.push((await create(fresh('page'))).Name);
  const seen = [];
  for await (const page of paginateListConnectionFunctions({ client, pageSize: 2 }, {})) {
    assert.ok(page.ConnectionFunctions.length <= 2);
    seen.push(...page.ConnectionFunctions.map((summary) => summary.Name));
  }
  assert.deepEqual(seen.filter((name) => names.includes(name)), names.toSorted());
  assert.deepEqual(seen, seen.toSorted());
  const live = await send(ListConnectionFunctionsCommand, { Stage: 'LIVE' });
  assert.ok(live.ConnectionFunctions.every((summary) => summary.Stage === 'LIVE'));
  await refused(send(ListConnectionFunctionsCommand, { MaxItems: 0 }), 'InvalidArgument', 400);
  await refused(send(ListConnectionFunctionsCommand, { Stage: 'X' }), 'InvalidArgument', 400);
});

test('a distribution holds its function', async () => {
  const made = await create();
  const reference = fresh('reference');
  const wanted = distributionConfig(reference, made.Id);
  const createDistribution = (DistributionConfig) =>
    send(CreateDistributionCommand, { DistributionConfig });
  await refused(createDistribution(wanted), 'InvalidArgument', 400);
  await refused(
    createDistribution(distributionConfig(reference, 'cf_none')),
    'EntityNotFound',
    404,
  );
  await send(PublishConnectionFunctionCommand, { Id: made.Id, IfMatch: made.ETag });
  const { Distribution, ETag } = await createDistribution(wanted);
  assert.deepEqual(Distribution.DistributionConfig, wanted);
  await refused(createDistribution(wanted), 'DistributionAlreadyExists', 409);
  await until(
    () => describe(made.Id),
    (now) => now.ConnectionFunctionSummary.Status === 'DEPLOYED',
  );
  const remove = () =>
    send(DeleteConnectionFunctionCommand, { Id: made.Id, IfMatch: made.ETag });
  await refused(remove(), 'CannotDeleteEntityWhileInUse', 409);
  const list = (input) =>
    send(ListDistributionsByConnectionFunctionCommand, {
      ConnectionFunctionIdentifier: made.Id,
      ...input,
    });
  const { DistributionList } = await list();
  assert.equal(DistributionList.Quantity, 1);
  assert.equal(DistributionList.Items[0].Id, Distribution.Id);
  assert.deepEqual(DistributionList.Items[0].ConnectionFunctionAssociation, { Id: made.Id });
  await refused(list({ ConnectionFunctionIdentifier: 'none' }), 'EntityNotFound', 404);

  const Id = Distribution.Id;
  await refused(send(DeleteDistributionCommand, { Id, IfMatch: ETag }), 'DistributionNotDisabled', 409);
  const got = await send(GetDistributionConfigCommand, { Id });
  assert.equal(got.ETag, ETag);
  const update = (IfMatch) =>
    send(UpdateDistributionCommand, {
      Id,
      IfMatch,
      DistributionConfig: { ...got.DistributionConfig, Enabled: false },
    });
  await refused(update(undefined), 'InvalidIfMatchVersion', 400);
  await refused(update(STALE), 'PreconditionFailed', 412);
  const updated = await update(ETag);
  await send(DeleteDistributionCommand, { Id, IfMatch: updated.ETag });
  await refused(send(GetDistributionCommand, { Id }), 'NoSuchDistribution', 404);
  await remove();
});

test('a test is checked and run', async () => {
  const code = `function connectionHandler(connection) {
    console.log('<' + connection.clientIp + ' & more>');
    if (connection.clientIp === '192.0.2.1') connection.allow();
    else throw new Error('<no>');
  }`;
  const made = await create(fresh('tested'), { ConnectionFunctionCode: bytes(code) });
  const run = (more) =>
    send(TestConnectionFunctionCommand, {
      Id: made.Id,
      IfMatch: made.ETag,
      ConnectionObject: bytes('{}'),
      ...more,
    });
  await refused(run({ ConnectionObject: new Uint8Array(40_961) }), 'InvalidArgument', 400);
  await refused(run({ Stage: 'X' }), 'InvalidArgument', 400);
  await refused(run({ Stage: 'LIVE' }), 'EntityNotFound', 404);
  await refused(run({ ConnectionObject: bytes('[]') }), 'InvalidArgument', 400);

  const tested = async (clientIp) => (await run({ ConnectionObject: bytes(JSON.stringify({ clientIp })) })).ConnectionFunctionTestResult;
  const allowed = await tested('192.0.2.1');
  assert.equal(allowed.ConnectionFunctionOutput, '{"decision":"allow"}');
  assert.deepEqual(allowed.ConnectionFunctionExecutionLogs, ['<192.0.2.1 & more>']);
  assert.equal(allowed.ConnectionFunctionErrorMessage, '');
  assert.equal(allowed.ConnectionFunctionSummary.Stage, 'DEVELOPMENT');
  const thrown = await tested('192.0.2.2');
  assert.equal(thrown.ConnectionFunctionOutput, '');
  assert.match(thrown.ConnectionFunctionErrorMessage, /<no>/);
});
