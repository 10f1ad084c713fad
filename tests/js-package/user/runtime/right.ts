import cf from 'cloudfront';
import type { Connection, ConnectionHandler, RevocationStatus } from 'connfn/runtime';

const store = cf.kvs();

function chainIsGood(status: RevocationStatus | undefined): boolean {
  return status !== undefined && status.chainValidity === 'Valid';
}

async function connectionHandler(connection: Connection): Promise<void> {
  const certificate = connection.clientCertificate;
  const known = await store.exists(connection.clientIp);
  if (known && certificate && chainIsGood(certificate.revocationStatus)) {
    connection.allow();
  } else {
    connection.deny();
  }
}

const isHandler: ConnectionHandler = connectionHandler;
console.log(isHandler.name);
