import cf from 'cloudfront';

const allowed = ['CN=sensor-1.example.com,O=Example Devices', 'CN=sensor-2.example.com,O=Example Devices'];
const revoked = cf.kvs();

async function connectionHandler(connection) {
  if (!connection.clientCertificate) {
    connection.deny();
    return;
  }
  const leaf = connection.clientCertificate.certificates.leaf;
  const serial = leaf.serialNumber.replace(/:/g, '');
  if (allowed.includes(leaf.subject) && !(await revoked.exists(serial))) {
    connection.allow();
  } else {
    connection.deny();
  }
}
