function connectionHandler(connection) {
    const leaf = connection.clientCertificate.certificates.leaf;
    const serialNumber = leaf.serialNumber;

    // Devices have a serial number with a prefix, or a unit of their own.
    if (serialNumber.startsWith('de:0f')) {
        connection.allow();
        return;
    }
    const unit = leaf.subject.split(',').find(part => part.trim().startsWith('OU='));
    if (unit === 'OU=Devices') {
        connection.logCustomData('device by unit');
        connection.allow();
        return;
    }
    connection.deny();
}
