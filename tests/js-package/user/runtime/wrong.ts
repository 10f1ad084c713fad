// As wrong.js, where types are written in TypeScript.

import cf from 'cloudfront';
import type { Connection, ConnectionHandler } from 'connfn/runtime';

const store = cf.kvs();

async function connectionHandler(connection: Connection): Promise<void> {
  const leaf = connection.clientCertificate.certificates.leaf; // wrong: possibly 'undefined'
  const names: string[] = leaf.san; // wrong: not assignable
  const isRevoked: boolean = store.exists(leaf.serialNumber); // wrong: 'Promise<boolean>' is not assignable
  const known = new Set<string>(names); // wrong: Cannot find name 'Set'
  if (isRevoked || !known.has(leaf.subject)) connection.refuse(); // wrong: does not exist
  connection.allow();
}

const isHandler: ConnectionHandler = (event: { request: string }) => console.log(event); // wrong: not assignable
console.log(connectionHandler === isHandler);
