const crypto = require('crypto');
const querystring = require('querystring');

function connectionHandler(connection) {
    const digest = crypto.createHash('sha256').update(connection.connectionId).digest('hex');
    const parsed = querystring.parse('a=1&b=2');
    const encoded = Buffer.from(digest, 'hex').toString('base64');
    console.log(JSON.stringify({ digest: digest, parsed: parsed, encoded: encoded, at: Date.now() }));
    if (digest[0] < '8') {
        connection.allow();
    } else {
        connection.deny();
    }
}
