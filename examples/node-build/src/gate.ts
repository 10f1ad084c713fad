import cf from 'cloudfront';
import type { Certificate, Connection } from 'connfn/runtime';
import { commonName } from './subject';

const devices = /^sensor-[0-9]{1,4}\.example\.com$/;
const revoked = cf.kvs();

async function isAllowed(leaf: Certificate): Promise<boolean> {
  const name = commonName(leaf.subject);
  if (name === undefined || !devices.test(name)) return false;
  // The store's keys are serial numbers without colons.
  return !(await revoked.exists(leaf.serialNumber.replaceAll(':', '')));
}

// CloudFront calls this one by its name.
async function connectionHandler(connection: Connection): Promise<void> {
  const leaf = connection.clientCertificate?.certificates.leaf;
  if (leaf && (await isAllowed(leaf))) {
    connection.allow();
  } else {
    connection.logCustomData('denied');
    connection.deny();
  }
}
