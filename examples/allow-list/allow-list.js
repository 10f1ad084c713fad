import cf from 'cloudfront';

// Subjects whose certificates may connect. A subject is matched as a whole, attribute by attribute: a certificate for
// `CN=gateway.example.com.attacker.test` is not one for `CN=gateway.example.com`.
const allowedNames = ['gateway.example.com', 'sensor-1.example.com', 'sensor-2.example.com'];
const organization = 'Example Devices';

const revoked = cf.kvs();

// The values of one attribute of a subject such as `CN=sensor-1.example.com,O=Example Devices,C=DE`.
function valuesOf(subject, attribute) {
    const values = [];
    const parts = subject.split(',');
    for (let i = 0; i < parts.length; i++) {
        const part = parts[i].trim();
        if (part.startsWith(attribute + '=')) {
            values.push(part.slice(attribute.length + 1));
        }
    }
    return values;
}

function isAllowed(subject) {
    // An escaped comma could hide one attribute inside another: no device of ours has such a subject.
    if (/["+\\]/.test(subject)) {
        return false;
    }
    const names = valuesOf(subject, 'CN');
    const organizations = valuesOf(subject, 'O');
    // Two common names in one subject are a trick, not a device.
    return names.length === 1 && allowedNames.includes(names[0]) &&
        organizations.length === 1 && organizations[0] === organization;
}

// The store's keys are without colons: `00:9e:2a` is `009e2a`.
function keyOf(serialNumber) {
    return serialNumber.replaceAll(':', '').toLowerCase();
}

// A log entry holds 800 bytes; a subject may be longer and is anybody's text.
function log(connection, decision, subject) {
    connection.logCustomData(decision + ' ' + subject.slice(0, 180));
}

async function connectionHandler(connection) {
    // With optional mutual TLS a client may come without a certificate.
    if (!connection.clientCertificate) {
        log(connection, 'deny: no certificate', '');
        connection.deny();
        return;
    }

    const leaf = connection.clientCertificate.certificates.leaf;
    if (!isAllowed(leaf.subject)) {
        log(connection, 'deny: not on the list', leaf.subject);
        connection.deny();
        return;
    }

    const key = keyOf(leaf.serialNumber);
    let isRevoked = true;
    try {
        isRevoked = await revoked.exists(key);
    } catch (error) {
        // A store that cannot be read says nothing in a device's favour.
        log(connection, 'deny: the list of revoked devices cannot be read', leaf.subject);
        connection.deny();
        return;
    }
    if (isRevoked) {
        log(connection, 'deny: revoked', leaf.subject);
        connection.deny();
        return;
    }

    log(connection, 'allow', leaf.subject);
    connection.allow();
}
