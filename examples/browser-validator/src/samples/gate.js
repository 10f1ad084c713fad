import cf from 'cloudfront';

const allowed = ['CN=sensor-1.example.com,O=Example Devices', 'CN=sensor-2.example.com,O=Example Devices'];
const revoked = cf.kvs();

async function connectionHandler(connection) {
  if (!connection.clientCertificate) {
    connection.deny();
    return;
  }
  const { subject, serialNumber } = connection.clientCertificate.certificates.leaf;
  if (allowed.includes(subject) && !(await revoked.exists(serialNumber.toLowerCase()))) {
    connection.allow();
  } else {
    connection.deny();
  }
}
