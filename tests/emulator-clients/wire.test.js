// The wire itself: every operation and every error that can be met, checked against the API model.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { api } from './model.js';
import { ACCOUNT, CODE, endpoint, fresh, ownEmulator, STALE, until } from './support.js';
import {
  base64,
  call,
  codeXml,
  configXml,
  createFunction,
  createStore,
  distributionXml,
  failed,
  rooted,
  seen,
  SIGNED,
  succeeded,
  tagsXml,
} from './wire.js';
import { child, parse, textOf } from './xml.js';

/** The errors that were met, to be compared with all that the model has. */
const met = new Set();

/** A function in each of its conditions. */
const anyFunction = await makeFunction();
const liveFunction = await makeFunction();
const usedFunction = await makeFunction();
for (const made of [liveFunction, usedFunction]) {
  succeeded(await call('PublishConnectionFunction', { uri: { Id: made.id }, ifMatch: made.etag }));
}
const anyStore = await makeStore();
const usedStore = await makeStore();
await until(
  async () => textOf(parse((await call('DescribeKeyValueStore', { uri: { Name: usedStore.name } })).text), 'Status'),
  (status) => status === 'READY',
);
succeeded(await createFunction(fresh('user'), { config: configXml('', [usedStore.arn]) }));
const distribution = await makeDistribution(usedFunction.id);

async function makeFunction() {
  const name = fresh('wire');
  const tags = `<Tags>${tagsXml([['made', 'by a test']])}</Tags>`;
  const response = await createFunction(name, { tags });
  const root = succeeded(response);
  return { name, id: textOf(root, 'Id'), arn: textOf(root, 'ConnectionFunctionArn'), etag: response.headers.get('etag') };
}

async function makeStore() {
  const name = fresh('wire');
  const response = await createStore(name, '<Comment>a &amp; b</Comment>');
  const root = succeeded(response);
  return { name, arn: textOf(root, 'ARN'), etag: response.headers.get('etag') };
}

async function makeDistribution(id) {
  const reference = fresh('reference');
  const response = await call('CreateDistribution', { body: distributionXml(reference, { id }) });
  const root = succeeded(response);
  return { reference, id: textOf(root, 'Id'), etag: response.headers.get('etag') };
}

test('every operation answers as the model says', async () => {
  const Id = anyFunction.id;
  const describe = (Identifier, query) =>
    call('DescribeConnectionFunction', { uri: { Identifier }, query });
  const described = await describe(Id);
  assert.equal(textOf(succeeded(described), 'Stage'), 'DEVELOPMENT');
  assert.equal(described.headers.get('etag'), anyFunction.etag);
  assert.equal(textOf(succeeded(await describe(anyFunction.arn)), 'Id'), Id);
  assert.equal(textOf(succeeded(await describe(liveFunction.id, { Stage: 'LIVE' })), 'Stage'), 'LIVE');

  const got = await call('GetConnectionFunction', { uri: { Identifier: Id } });
  assert.equal(succeeded(got), CODE);
  assert.equal(got.headers.get('etag'), anyFunction.etag);

  const list = (content) =>
    call('ListConnectionFunctions', { body: rooted('ListConnectionFunctionsRequest', content) });
  const page = succeeded(await list('<MaxItems>1</MaxItems>'));
  assert.deepEqual(page.children.map((one) => one.name), ['NextMarker', 'ConnectionFunctions']);
  const next = await list(`<MaxItems>1</MaxItems><Marker>${textOf(page, 'NextMarker')}</Marker>`);
  assert.notEqual(
    textOf(child(succeeded(next), 'ConnectionFunctions').children[0], 'Name'),
    textOf(child(page, 'ConnectionFunctions').children[0], 'Name'),
  );
  succeeded(await list('<Stage>LIVE</Stage>'));

  const updated = await call('UpdateConnectionFunction', {
    uri: { Id },
    ifMatch: anyFunction.etag,
    body: rooted('UpdateConnectionFunctionRequest', configXml('new') + codeXml('// new')),
  });
  const summary = succeeded(updated);
  assert.equal(textOf(child(summary, 'ConnectionFunctionConfig'), 'Comment'), 'new');
  const removed = await call('DeleteConnectionFunction', { uri: { Id }, ifMatch: updated.headers.get('etag') });
  succeeded(removed);

  const users = await call('ListDistributionsByConnectionFunction', {
    query: { ConnectionFunctionIdentifier: usedFunction.id, MaxItems: 5 },
  });
  assert.equal(textOf(succeeded(users), 'Quantity'), '1');

  const uri = { Name: anyStore.name };
  succeeded(await call('DescribeKeyValueStore', { uri }));
  const stores = succeeded(await call('ListKeyValueStores', { query: { MaxItems: 1 } }));
  assert.equal(textOf(stores, 'MaxItems'), '1');
  const Resource = anyStore.arn;
  const tagged = [['a', '1'], ['b', '']];
  for (const [operation, body] of [
    ['TagResource', rooted('Tags', tagsXml(tagged))],
    ['UntagResource', rooted('TagKeys', '<Items><Key>b</Key></Items>')],
  ]) {
    succeeded(await call(operation, { query: { Resource }, body }));
  }
  const tags = succeeded(await call('ListTagsForResource', { query: { Resource } }));
  assert.deepEqual(child(tags, 'Items').children.map((tag) => textOf(tag, 'Key')), ['a']);
  const store = await call('UpdateKeyValueStore', {
    uri,
    ifMatch: anyStore.etag,
    body: rooted('UpdateKeyValueStoreRequest', '<Comment>new</Comment>'),
  });
  assert.equal(textOf(succeeded(store), 'Comment'), 'new');
  succeeded(await call('DeleteKeyValueStore', { uri, ifMatch: store.headers.get('etag') }));

  const made = await makeDistribution();
  succeeded(await call('GetDistribution', { uri: { Id: made.id } }));
  succeeded(await call('GetDistributionConfig', { uri: { Id: made.id } }));
  const disabled = await call('UpdateDistribution', {
    uri: { Id: made.id },
    ifMatch: made.etag,
    body: distributionXml(made.reference, { enabled: false }),
  });
  succeeded(disabled);
  succeeded(await call('DeleteDistribution', { uri: { Id: made.id }, ifMatch: disabled.headers.get('etag') }));

  const { id, etag } = usedFunction;
  const tested = succeeded(await call('TestConnectionFunction', { uri: { Id: id }, ifMatch: etag, body: testBody }));
  assert.equal(textOf(child(tested, 'ConnectionFunctionSummary'), 'Id'), id);
  assert.equal(textOf(tested, 'ConnectionFunctionOutput'), '{"decision":"allow"}');

  const others = Object.keys(api.operations).filter((operation) => !seen.has(operation));
  assert.deepEqual(others, []);
});

const updateBody = rooted('UpdateConnectionFunctionRequest', configXml() + codeXml());
const testBody = rooted('TestConnectionFunctionRequest', `<ConnectionObject>${base64('{}')}</ConnectionObject>`);
const storeBody = rooted('UpdateKeyValueStoreRequest', '<Comment/>');
const tagBody = rooted('Tags', tagsXml([['a', 'b']]));
const untagBody = rooted('TagKeys', '<Items><Key>a</Key></Items>');
const absentArn = `arn:aws:cloudfront::${ACCOUNT}:connection-function/none`;
const huge = 'x'.repeat(40_961);

/** Calls that all operations with If-Match refuse alike: missing, malformed, stale, no resource. */
const versioned = [
  ['UpdateConnectionFunction', 'Id', () => liveFunction.id, updateBody],
  ['PublishConnectionFunction', 'Id', () => liveFunction.id],
  ['TestConnectionFunction', 'Id', () => liveFunction.id, testBody],
  ['DeleteConnectionFunction', 'Id', () => liveFunction.id],
  ['UpdateKeyValueStore', 'Name', () => usedStore.name, storeBody],
  ['DeleteKeyValueStore', 'Name', () => usedStore.name],
  ['UpdateDistribution', 'Id', () => distribution.id, distributionXml('x')],
  ['DeleteDistribution', 'Id', () => distribution.id],
].flatMap(([operation, label, id, body]) => {
  const none = operation.endsWith('Distribution') ? 'NoSuchDistribution' : 'EntityNotFound';
  const at = (key, ifMatch) => () => call(operation, { uri: { [label]: key() }, ifMatch, body });
  return [
    [operation, 'InvalidIfMatchVersion', at(id)],
    [operation, 'InvalidIfMatchVersion', at(id, '*')],
    [operation, 'PreconditionFailed', at(id, STALE)],
    [operation, none, at(() => 'none', STALE)],
  ];
});

/** Every other error that a caller can bring about. */
const refusals = [
  ...versioned,
  ['CreateConnectionFunction', 'EntityAlreadyExists', () => createFunction(liveFunction.name)],
  ['CreateConnectionFunction', 'InvalidArgument', () => createFunction('a b')],
  ['CreateConnectionFunction', 'InvalidArgument', () => createFunction(fresh('x'), { config: '' })],
  ['CreateConnectionFunction', 'InvalidArgument', () => createFunction(fresh('x'), { code: '' })],
  [
    'CreateConnectionFunction',
    'InvalidArgument',
    () => createFunction(fresh('x'), { config: configXml('', [usedStore.arn, usedStore.arn]) }),
  ],
  [
    'CreateConnectionFunction',
    'InvalidArgument',
    () =>
      createFunction(fresh('x'), {
        config: configXml('', [usedStore.arn]).replace('<Quantity>1', '<Quantity>0'),
      }),
  ],
  [
    'CreateConnectionFunction',
    'EntitySizeLimitExceeded',
    () => createFunction(fresh('x'), { code: codeXml(huge) }),
  ],
  [
    'CreateConnectionFunction',
    'InvalidTagging',
    () => createFunction(fresh('x'), { tags: `<Tags>${tagsXml([['bad!', '']])}</Tags>` }),
  ],
  [
    'UpdateConnectionFunction',
    'InvalidArgument',
    () =>
      call('UpdateConnectionFunction', {
        uri: { Id: liveFunction.id },
        ifMatch: liveFunction.etag,
        body: rooted('UpdateConnectionFunctionRequest', codeXml()),
      }),
  ],
  [
    'UpdateConnectionFunction',
    'EntitySizeLimitExceeded',
    () =>
      call('UpdateConnectionFunction', {
        uri: { Id: liveFunction.id },
        ifMatch: liveFunction.etag,
        body: rooted('UpdateConnectionFunctionRequest', configXml() + codeXml(huge)),
      }),
  ],
  [
    'DescribeConnectionFunction',
    'EntityNotFound',
    () => call('DescribeConnectionFunction', { uri: { Identifier: 'none' } }),
  ],
  [
    'DescribeConnectionFunction',
    'InvalidArgument',
    () => call('DescribeConnectionFunction', { uri: { Identifier: 'none' }, query: { Stage: 'X' } }),
  ],
  [
    'GetConnectionFunction',
    'EntityNotFound',
    () => call('GetConnectionFunction', { uri: { Identifier: 'none' } }),
  ],
  [
    'ListConnectionFunctions',
    'InvalidArgument',
    () =>
      call('ListConnectionFunctions', {
        body: rooted('ListConnectionFunctionsRequest', '<MaxItems>0</MaxItems>'),
      }),
  ],
  [
    'PublishConnectionFunction',
    'InvalidArgument',
    () => call('PublishConnectionFunction', { uri: { Id: 'x'.repeat(65) }, ifMatch: STALE }),
  ],
  [
    'TestConnectionFunction',
    'InvalidArgument',
    () =>
      call('TestConnectionFunction', {
        uri: { Id: liveFunction.id },
        ifMatch: liveFunction.etag,
        body: rooted('TestConnectionFunctionRequest', ''),
      }),
  ],
  [
    'DeleteConnectionFunction',
    'CannotDeleteEntityWhileInUse',
    () => call('DeleteConnectionFunction', { uri: { Id: usedFunction.id }, ifMatch: usedFunction.etag }),
  ],
  [
    'DeleteConnectionFunction',
    'InvalidArgument',
    () => call('DeleteConnectionFunction', { uri: { Id: 'x'.repeat(65) }, ifMatch: STALE }),
  ],
  [
    'ListDistributionsByConnectionFunction',
    'EntityNotFound',
    () =>
      call('ListDistributionsByConnectionFunction', { query: { ConnectionFunctionIdentifier: 'none' } }),
  ],
  [
    'ListDistributionsByConnectionFunction',
    'InvalidArgument',
    () => call('ListDistributionsByConnectionFunction'),
  ],
  ['CreateKeyValueStore', 'EntityAlreadyExists', () => createStore(usedStore.name)],
  ['CreateKeyValueStore', 'InvalidArgument', () => createStore('a b')],
  ['CreateKeyValueStore', 'InvalidArgument', () => createStore(fresh('x'), '<ImportSource/>')],
  [
    'CreateKeyValueStore',
    'EntitySizeLimitExceeded',
    () => createStore(fresh('x'), `<Comment>${'x'.repeat(1 << 20)}</Comment>`),
  ],
  [
    'DescribeKeyValueStore',
    'EntityNotFound',
    () => call('DescribeKeyValueStore', { uri: { Name: 'none' } }),
  ],
  [
    'DescribeKeyValueStore',
    'InvalidArgument',
    () => call('DescribeKeyValueStore', { uri: { Name: 'a b' } }),
  ],
  [
    'UpdateKeyValueStore',
    'InvalidArgument',
    () =>
      call('UpdateKeyValueStore', {
        uri: { Name: usedStore.name },
        ifMatch: usedStore.etag,
        body: rooted('UpdateKeyValueStoreRequest', ''),
      }),
  ],
  [
    'DeleteKeyValueStore',
    'CannotDeleteEntityWhileInUse',
    () => call('DeleteKeyValueStore', { uri: { Name: usedStore.name }, ifMatch: usedStore.etag }),
  ],
  ['ListKeyValueStores', 'InvalidArgument', () => call('ListKeyValueStores', { query: { MaxItems: 'x' } })],
  ...[
    ['TagResource', tagBody, rooted('Tags', tagsXml([['bad!', '']]))],
    ['UntagResource', untagBody, rooted('TagKeys', '<Items><Key>bad!</Key></Items>')],
    ['ListTagsForResource'],
  ].flatMap(([operation, body, bad]) => [
    [operation, 'NoSuchResource', () => call(operation, { query: { Resource: absentArn }, body })],
    [operation, 'InvalidArgument', () => call(operation, { query: { Resource: 'none' }, body })],
    ...(bad
      ? [[operation, 'InvalidTagging', () => call(operation, { query: { Resource: usedStore.arn }, body: bad })]]
      : []),
  ]),
  ['CreateDistribution', 'MissingBody', () => call('CreateDistribution')],
  [
    'CreateDistribution',
    'DistributionAlreadyExists',
    () => call('CreateDistribution', { body: distributionXml(distribution.reference) }),
  ],
  [
    'CreateDistribution',
    'EntityNotFound',
    () => call('CreateDistribution', { body: distributionXml(fresh('x'), { id: 'none' }) }),
  ],
  [
    'CreateDistribution',
    'InvalidArgument',
    () => call('CreateDistribution', { body: distributionXml(fresh('x'), { enabled: 'maybe' }) }),
  ],
  [
    'CreateDistribution',
    'InconsistentQuantities',
    () => call('CreateDistribution', { body: distributionXml(fresh('x'), { quantity: 2 }) }),
  ],
  ['GetDistribution', 'NoSuchDistribution', () => call('GetDistribution', { uri: { Id: 'none' } })],
  [
    'GetDistributionConfig',
    'NoSuchDistribution',
    () => call('GetDistributionConfig', { uri: { Id: 'none' } }),
  ],
  ...[
    ['MissingBody', undefined],
    ['IllegalUpdate', distributionXml('another')],
    ['InconsistentQuantities', () => distributionXml(distribution.reference, { quantity: 3 })],
    ['InvalidArgument', () => distributionXml(distribution.reference, { enabled: '' })],
    ['EntityNotFound', () => distributionXml(distribution.reference, { id: 'none' })],
  ].map(([code, body]) => [
    'UpdateDistribution',
    code,
    () =>
      call('UpdateDistribution', {
        uri: { Id: distribution.id },
        ifMatch: distribution.etag,
        body: typeof body === 'function' ? body() : body,
      }),
  ]),
  [
    'DeleteDistribution',
    'DistributionNotDisabled',
    () => call('DeleteDistribution', { uri: { Id: distribution.id }, ifMatch: distribution.etag }),
  ],
];

for (const [operation, code, refusal] of refusals) {
  test(`${operation} can answer ${code}`, async () => {
    const status = api.operations[operation].errors[code];
    assert.ok(status, 'the model has this error');
    failed(await refusal(), code, status);
    met.add(`${operation} ${code}`);
  });
}

test('quotas are enforced', { skip: !ownEmulator && 'the account is shared' }, async () => {
  for (const [operation, create, limit] of [
    ['CreateConnectionFunction', createFunction, 100],
    ['CreateKeyValueStore', createStore, 200],
  ]) {
    let response;
    for (let n = 0; n <= limit; n += 1) {
      response = await create(fresh('quota'));
      if (response.status !== 201) break;
    }
    failed(response, 'EntityLimitExceeded', api.operations[operation].errors.EntityLimitExceeded);
    met.add(`${operation} EntityLimitExceeded`);
  }
});

test('every error of the model was met, or cannot be', { skip: !ownEmulator }, () => {
  /** Nothing that a caller does brings these about here. */
  const unreachable = (operation, code) =>
    // Everyone may do everything, unless a fault rule says otherwise.
    code === 'AccessDenied' ||
    // What cannot be run is told by the answer to a test.
    code === 'UnsupportedOperation' ||
    code === 'TestFunctionFailed' ||
    (operation === 'ListTagsForResource' && code === 'InvalidTagging') ||
    // Distributions are there only to use functions.
    /^(Create|Update)Distribution$/.test(operation) ||
    (operation === 'DeleteDistribution' && code === 'ResourceInUse');
  const missed = Object.entries(api.operations).flatMap(([operation, { errors }]) =>
    Object.keys(errors)
      .filter((code) => !met.has(`${operation} ${code}`) && !unreachable(operation, code))
      .map((code) => `${operation} ${code}`),
  );
  assert.deepEqual(missed, []);
});

test('an unsigned request is refused whatever it asks for', async () => {
  for (const operation of Object.keys(api.operations)) {
    const uri = { Id: 'x', Identifier: 'x', Name: 'x' };
    failed(await call(operation, { uri, signed: false }), 'MissingAuthenticationToken', 403);
  }
});

test('what is no operation is not found', async () => {
  for (const path of ['/', '/2020-05-31/none', '/2014-11-06/key-value-store']) {
    const response = await fetch(new URL(path, endpoint), { headers: { authorization: SIGNED } });
    const { status, headers } = response;
    failed({ operation: path, status, headers, text: await response.text() }, 'UnknownOperationException', 404);
  }
});

test('what is no request is refused', async () => {
  for (const [body, code] of [
    ['no xml', 'MalformedInput'],
    ['<CreateConnectionFunctionRequest>', 'MalformedInput'],
    ['<!DOCTYPE x [<!ENTITY a "b">]><CreateConnectionFunctionRequest>&a;</CreateConnectionFunctionRequest>', 'MalformedInput'],
    [rooted('CreateFunctionRequest', ''), 'MalformedXML'],
  ]) {
    failed(await call('CreateConnectionFunction', { body }), code, 400);
  }
});
