/// <reference path="./cloudfront.d.ts" />
import cf from 'cloudfront';
import { commonName } from './subject';

const devices = /^sensor-[0-9]{1,4}\.example\.com$/;
const revoked = cf.kvs();

async function isAllowed(leaf: Certificate): Promise<boolean> {
  const name = commonName(leaf.subject);
  return name !== undefined && devices.test(name) && !(await revoked.exists(leaf.serialNumber));
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
