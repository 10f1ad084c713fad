// Lets in partners who show their certificate from their own networks: a key that was stolen is of no use elsewhere.

/** @type {{ [commonName: string]: string[] }} */
const NETWORKS = {
    'device-1.example.com': ['203.0.113.0/24', '2001:db8::/32'],
    'device-2.example.com': ['198.51.100.16/28'],
};

/**
 * The bytes of an address: 4, or 16. Nothing if it is none.
 *
 * @param {string} address
 * @returns {number[]}
 */
function bytesOf(address) {
    const last = address.slice(address.lastIndexOf(':') + 1);
    if (last.includes('.')) {
        // `::ffff:192.0.2.1` is the same client as `192.0.2.1`.
        return last === address || address.toLowerCase() === '::ffff:' + last ? bytesOfV4(last) : [];
    }
    return bytesOfV6(address);
}

/**
 * @param {string} address
 * @returns {number[]}
 */
function bytesOfV4(address) {
    const parts = address.split('.');
    const bytes = parts.filter((part) => /^[0-9]{1,3}$/.test(part)).map(Number).filter((byte) => byte <= 255);
    return parts.length === 4 && bytes.length === 4 ? bytes : [];
}

/**
 * @param {string} address
 * @returns {number[]}
 */
function bytesOfV6(address) {
    const halves = address.split('::');
    const head = halves[0] ? halves[0].split(':') : [];
    const tail = halves[1] ? halves[1].split(':') : [];
    const missing = 8 - head.length - tail.length;
    if (halves.length > 2 || missing < 0 || (halves.length === 1 && missing !== 0)) {
        return [];
    }
    const groups = head.concat(new Array(missing).fill('0'), tail);
    /** @type {number[]} */
    const bytes = [];
    groups.forEach((group) => {
        if (/^[0-9a-f]{1,4}$/i.test(group)) {
            const value = parseInt(group, 16);
            bytes.push(value >> 8, value & 255);
        }
    });
    return bytes.length === 16 ? bytes : [];
}

/**
 * @param {string} address
 * @param {string} network such as `192.0.2.0/24`
 */
function isIn(address, network) {
    const parts = /^([^/]+)\/([0-9]{1,3})$/.exec(network);
    // A slip of the pen lets nobody in.
    if (!parts) {
        return false;
    }
    const client = bytesOf(address);
    const own = bytesOf(parts[1]);
    let bits = Number(parts[2]);
    if (client.length === 0 || client.length !== own.length || bits > own.length * 8) {
        return false;
    }
    for (let i = 0; i < own.length && bits > 0; i++) {
        const mask = bits >= 8 ? 255 : 255 & (255 << (8 - bits));
        if ((client[i] & mask) !== (own[i] & mask)) {
            return false;
        }
        bits -= 8;
    }
    return true;
}

/**
 * The common name of a subject; nothing if it does not have exactly one.
 *
 * @param {string} subject
 */
function commonNameOf(subject) {
    // An escaped comma, or a plus, could hide one attribute inside another: no partner of ours has such a subject.
    if (/["+\\]/.test(subject)) {
        return '';
    }
    const names = subject.split(',').map((part) => part.trim()).filter((part) => part.startsWith('CN='));
    return names.length === 1 ? names[0].slice('CN='.length) : '';
}

/** @param {import('connfn/runtime').Connection} connection */
function connectionHandler(connection) {
    if (!connection.clientCertificate) {
        connection.logCustomData('deny: no certificate');
        connection.deny();
        return;
    }
    const name = commonNameOf(connection.clientCertificate.certificates.leaf.subject);
    // `hasOwnProperty`, since every object has a `constructor`.
    const networks = NETWORKS.hasOwnProperty(name) ? NETWORKS[name] : [];
    if (networks.length === 0) {
        connection.logCustomData('deny: no partner: ' + name.slice(0, 180));
        connection.deny();
        return;
    }
    if (!networks.some((network) => isIn(connection.clientIp, network))) {
        connection.logCustomData('deny: ' + name + ' from ' + connection.clientIp);
        connection.deny();
        return;
    }
    connection.allow();
}
