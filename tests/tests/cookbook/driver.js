// Calls the function that stands before this, and prints what became of it behind a mark: the function may print as well.
(function (connection, now) {
    const told = { decision: 'none', error: null, custom_data: null };
    const decide = (decision) => {
        told.decision = told.decision === 'none' ? decision : 'twice';
    };
    Date.now = () => now;
    connection.allow = () => decide('allow');
    connection.deny = () => decide('deny');
    connection.logCustomData = (text) => {
        told.custom_data = text;
    };
    Promise.resolve()
        .then(() => connectionHandler(connection))
        .catch((error) => {
            told.error = String(error);
        })
        .then(() => console.log('--- told: ' + JSON.stringify(told)));
})
