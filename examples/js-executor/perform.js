// One call of a run, made with the SDK, and what became of it. A call names its operation and its members as AWS does, so there
// is little to translate: function code and connection objects are bytes to the SDK and text to connfn.

import * as cloudfront from '@aws-sdk/client-cloudfront';

/** @returns {Promise<import('connfn').Outcome>} */
export async function perform(client, { operation, input }) {
  const Command = cloudfront[`${operation}Command`];
  try {
    return { result: 'success', response: received(await client.send(new Command(sent(input)))) };
  } catch (error) {
    return failed(error);
  }
}

/** What is text to connfn and bytes to the SDK. */
const BYTES = ['ConnectionFunctionCode', 'ConnectionObject'];

function sent(input) {
  const names = BYTES.filter((name) => input[name] !== undefined);
  return { ...input, ...Object.fromEntries(names.map((name) => [name, Buffer.from(input[name])])) };
}

function received(response) {
  const code = response.ConnectionFunctionCode;
  return code === undefined ? response : { ...response, ConnectionFunctionCode: decoded(code) };
}

function decoded(bytes) {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    // Not text, and so no code that connfn ever wrote. No function's code is empty.
    return '';
  }
}

/** What never left this machine, by the names that Node and the SDK give. */
const NOT_SENT = new Set(['CredentialsProviderError', 'ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

function failed(error) {
  const { message, name, code, $metadata } = error;
  // An answer has a status; that of an error is not a success, or the answer could not be read.
  if ($metadata?.httpStatusCode >= 300) {
    return { result: 'error', error: { code: name, message, request_id: $metadata.requestId, status: $metadata.httpStatusCode } };
  }
  const result = NOT_SENT.has(name) || NOT_SENT.has(code) ? 'not-sent' : 'unknown';
  return { result, message: message || name };
}
