import cf from 'cloudfront';

function connectionHandler(connection) {
    return cf.kvs().exists(connection.clientIp).then((known) => {
        if (known) {
            connection.allow();
        } else {
            connection.deny();
        }
    });
}
