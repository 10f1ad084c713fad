function handler(event) {
    return event.connection;
}
