// Key value stores and tags through the AWS SDK for JavaScript.

import {
  CreateConnectionFunctionCommand,
  CreateKeyValueStoreCommand,
  DeleteKeyValueStoreCommand,
  DescribeKeyValueStoreCommand,
  ListKeyValueStoresCommand,
  ListTagsForResourceCommand,
  paginateListKeyValueStores,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateKeyValueStoreCommand,
} from '@aws-sdk/client-cloudfront';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ACCOUNT, client, CODE, config, fresh, refused, STALE, until } from './support.js';

const send = (Command, input) => client.send(new Command(input));
const create = (Name, more) => send(CreateKeyValueStoreCommand, { Name, ...more });
const describe = (Name) => send(DescribeKeyValueStoreCommand, { Name });

async function ready(Name, more) {
  await create(Name, more);
  return until(() => describe(Name), (now) => now.KeyValueStore.Status === 'READY');
}

test('a store lives from create to delete', async () => {
  const Name = fresh('store');
  const made = await create(Name, { Comment: 'a <b> & c' });
  assert.match(made.KeyValueStore.Id, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.equal(made.KeyValueStore.ARN, `arn:aws:cloudfront::${ACCOUNT}:key-value-store/${made.KeyValueStore.Id}`);
  assert.equal(made.KeyValueStore.Comment, 'a <b> & c');
  assert.equal(made.KeyValueStore.Status, 'PROVISIONING');
  assert.ok(made.Location.endsWith(`/2020-05-31/key-value-store/${Name}`));
  await refused(create(Name), 'EntityAlreadyExists', 409);

  const update = (IfMatch, Comment = 'new') =>
    send(UpdateKeyValueStoreCommand, { Name, IfMatch, Comment });
  await refused(update('*'), 'InvalidIfMatchVersion', 400);
  await refused(update(STALE), 'PreconditionFailed', 412);
  await refused(update(made.ETag, 'x'.repeat(129)), 'InvalidArgument', 400);
  const updated = await update(made.ETag);
  assert.equal(updated.KeyValueStore.Comment, 'new');
  assert.notEqual(updated.ETag, made.ETag);
  assert.equal((await describe(Name)).ETag, updated.ETag);

  const remove = (IfMatch) => send(DeleteKeyValueStoreCommand, { Name, IfMatch });
  await refused(remove('x'), 'InvalidIfMatchVersion', 400);
  await refused(remove(made.ETag), 'PreconditionFailed', 412);
  await remove(updated.ETag);
  await refused(remove(updated.ETag), 'EntityNotFound', 404);
  await refused(describe(Name), 'EntityNotFound', 404);
});

test('a create is checked', async () => {
  await refused(create('a b'), 'InvalidArgument', 400);
  await refused(create(fresh('x'), { Comment: 'x'.repeat(129) }), 'InvalidArgument', 400);
  const ImportSource = { SourceType: 'FTP', SourceARN: 'arn:aws:s3:::bucket/items.json' };
  await refused(create(fresh('x'), { ImportSource }), 'InvalidArgument', 400);
  ImportSource.SourceType = 'S3';
  await create(fresh('imported'), { ImportSource });
});

test('a store in use stays', async () => {
  const { KeyValueStore, ETag } = await ready(fresh('used'));
  await send(CreateConnectionFunctionCommand, {
    Name: fresh('user'),
    ConnectionFunctionConfig: config('', KeyValueStore.ARN),
    ConnectionFunctionCode: new TextEncoder().encode(CODE),
  });
  const remove = send(DeleteKeyValueStoreCommand, { Name: KeyValueStore.Name, IfMatch: ETag });
  await refused(remove, 'CannotDeleteEntityWhileInUse', 409);
});

test('lists are paged and filtered', async () => {
  const names = [fresh('list'), fresh('list'), fresh('list')];
  for (const name of names) await ready(name);
  const seen = [];
  for await (const page of paginateListKeyValueStores({ client, pageSize: 2 }, { Status: 'READY' })) {
    const list = page.KeyValueStoreList;
    assert.equal(list.MaxItems, 2);
    assert.equal(list.Quantity, list.Items?.length ?? 0);
    seen.push(...(list.Items ?? []).map((store) => store.Name));
  }
  assert.deepEqual(seen.filter((name) => names.includes(name)), names.toSorted());
  const failed = await send(ListKeyValueStoresCommand, { Status: 'IMPORT_FAILED' });
  assert.equal(failed.KeyValueStoreList.Quantity, 0);
  await refused(send(ListKeyValueStoresCommand, { MaxItems: 'x' }), 'InvalidArgument', 400);
});

test('tags are set, changed and removed', async () => {
  const { KeyValueStore } = await ready(fresh('tagged'), {
    Tags: { Items: [{ Key: 'made', Value: 'by a test' }] },
  });
  const Resource = KeyValueStore.ARN;
  const tags = async () => {
    const { Tags } = await send(ListTagsForResourceCommand, { Resource });
    return Object.fromEntries((Tags.Items ?? []).map((tag) => [tag.Key, tag.Value]));
  };
  assert.deepEqual(await tags(), { made: 'by a test' });
  const tag = (Items) => send(TagResourceCommand, { Resource, Tags: { Items } });
  await tag([
    { Key: 'made', Value: 'twice' },
    { Key: 'empty', Value: '' },
    { Key: 'connfn:stack', Value: 'a/b=c+d@e' },
  ]);
  assert.deepEqual(await tags(), { made: 'twice', empty: '', 'connfn:stack': 'a/b=c+d@e' });
  await send(UntagResourceCommand, { Resource, TagKeys: { Items: ['made', 'absent'] } });
  assert.deepEqual(await tags(), { empty: '', 'connfn:stack': 'a/b=c+d@e' });
  await refused(tag([{ Key: 'bad!', Value: '' }]), 'InvalidTagging', 400);
  await refused(tag([{ Key: 'aws:x', Value: '' }]), 'InvalidTagging', 400);
});

test('tags need a resource that is there', async () => {
  for (const [Resource, code, status] of [
    [`arn:aws:cloudfront::${ACCOUNT}:key-value-store/none`, 'NoSuchResource', 404],
    ['arn:aws:s3:::bucket', 'InvalidArgument', 400],
  ]) {
    await refused(send(ListTagsForResourceCommand, { Resource }), code, status);
    const Tags = { Items: [{ Key: 'a', Value: 'b' }] };
    await refused(send(TagResourceCommand, { Resource, Tags }), code, status);
    const TagKeys = { Items: ['a'] };
    await refused(send(UntagResourceCommand, { Resource, TagKeys }), code, status);
  }
});
