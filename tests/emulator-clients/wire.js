// Raw requests and what is asked of their responses, both by the API model.

import assert from 'node:assert/strict';
import { api, expected, problems } from './model.js';
import { CODE, endpoint } from './support.js';
import { child, parse, textOf } from './xml.js';

export const SIGNED =
  'AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261124/us-east-1/cloudfront/aws4_request, ' +
  'SignedHeaders=host, Signature=00';

/** Calls an operation by the model: `{ uri, query, ifMatch, body, signed }` say the rest. */
export async function call(operation, { uri = {}, query = {}, ifMatch, body, signed = true } = {}) {
  const { method, requestUri } = api.operations[operation].http;
  const url = new URL(
    requestUri.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(uri[name])),
    endpoint,
  );
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  const response = await fetch(url, {
    method,
    body,
    headers: {
      ...(signed && { authorization: SIGNED }),
      ...(ifMatch && { 'if-match': ifMatch }),
    },
  });
  const text = await response.text();
  return { operation, status: response.status, headers: response.headers, text };
}

export const base64 = (text) => Buffer.from(text).toString('base64');
const NAMESPACE = api.namespace;

export const configXml = (comment = '', arns = []) =>
  `<ConnectionFunctionConfig><Comment>${comment}</Comment><Runtime>cloudfront-js-2.0</Runtime>` +
  (arns.length
    ? `<KeyValueStoreAssociations><Quantity>${arns.length}</Quantity><Items>` +
      arns
        .map((arn) => `<KeyValueStoreAssociation><KeyValueStoreARN>${arn}</KeyValueStoreARN></KeyValueStoreAssociation>`)
        .join('') +
      '</Items></KeyValueStoreAssociations>'
    : '') +
  '</ConnectionFunctionConfig>';
export const codeXml = (code = CODE) =>
  `<ConnectionFunctionCode>${base64(code)}</ConnectionFunctionCode>`;
export const tagsXml = (pairs) =>
  '<Items>' +
  pairs.map(([key, value]) => `<Tag><Key>${key}</Key><Value>${value}</Value></Tag>`).join('') +
  '</Items>';
export const rooted = (name, content) => `<${name} xmlns="${NAMESPACE}">${content}</${name}>`;

export const createFunction = (name, { config = configXml(), code = codeXml(), tags = '' } = {}) =>
  call('CreateConnectionFunction', {
    body: rooted('CreateConnectionFunctionRequest', `<Name>${name}</Name>${config}${code}${tags}`),
  });
export const createStore = (name, more = '') =>
  call('CreateKeyValueStore', {
    body: rooted('CreateKeyValueStoreRequest', `<Name>${name}</Name>${more}`),
  });
export const distributionXml = (reference, { id, enabled = true, quantity = 1 } = {}) =>
  rooted(
    'DistributionConfig',
    `<CallerReference>${reference}</CallerReference><Comment/><Enabled>${enabled}</Enabled>` +
      `<Aliases><Quantity>${quantity}</Quantity><Items><CNAME>a.example.com</CNAME></Items></Aliases>` +
      (id
        ? '<ViewerMtlsConfig><Mode>required</Mode><TrustStoreConfig><TrustStoreId>ts_1' +
          '</TrustStoreId></TrustStoreConfig></ViewerMtlsConfig>' +
          `<ConnectionFunctionAssociation><Id>${id}</Id></ConnectionFunctionAssociation>`
        : ''),
  );

/** Asserts that a response is what the model says of a success; returns its root element. */
export function succeeded(response) {
  const { operation, status, headers, text } = response;
  const model = expected(operation);
  assert.equal(status, model.status, `${operation}: ${text}`);
  assert.match(headers.get('x-amzn-requestid'), /^[0-9a-f-]{36}$/);
  for (const name of ['etag', 'location', 'content-type']) {
    const modelled = model.headers.includes(name) || (name === 'content-type' && model.root);
    assert.equal(headers.has(name), Boolean(modelled), `${operation}: header ${name}`);
  }
  seen.add(operation);
  if (model.raw) return text;
  if (!model.root) return assert.equal(text, '', operation);
  const root = parse(text);
  assert.equal(root.name, model.root, operation);
  assert.deepEqual(root.attributes, { xmlns: NAMESPACE }, operation);
  assert.deepEqual(problems(root, model.shape), [], operation);
  return root;
}

/** Asserts that a response is the error with this code, in the form that SDKs want. */
export function failed(response, code, status) {
  const { operation, headers, text } = response;
  assert.equal(response.status, status, `${operation}: ${text}`);
  const root = parse(text);
  assert.equal(root.name, 'ErrorResponse');
  assert.deepEqual(root.attributes, { xmlns: NAMESPACE });
  assert.deepEqual(root.children.map((one) => one.name), ['Error', 'RequestId']);
  const error = child(root, 'Error');
  assert.deepEqual(error.children.map((one) => one.name), ['Type', 'Code', 'Message']);
  assert.equal(textOf(error, 'Code'), code, `${operation}: ${text}`);
  assert.ok(['Sender', 'Receiver'].includes(textOf(error, 'Type')));
  assert.ok(textOf(error, 'Message').length > 0);
  assert.equal(textOf(root, 'RequestId'), headers.get('x-amzn-requestid'));
}

/** The operations that have succeeded, to be compared with all that the model has. */
export const seen = new Set();
