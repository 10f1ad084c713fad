function connectionHandler(connection) {
  const { clientIp } = connection;
  for (const network of ['10.', '192.168.']) {
    if (clientIp.startsWith(network)) {
      connection.allow();
      return;
    }
  }
  connection.deny();
}
