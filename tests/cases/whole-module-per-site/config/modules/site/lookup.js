import cf from 'cloudfront';
async function connectionHandler(connection) {
  const kvs = cf.kvs();
  if (await kvs.exists(connection.clientCertificate.certificates.leaf.subject)) connection.allow();
  else connection.deny();
}
