class Gate {
    constructor(list = []) { this.list = new Set(list); }
    *names() { yield* this.list; }
    static of(...list) { return new Gate([...list]); }
}

export async function connectionHandler(connection) {
    const { clientIp } = connection;
    const [first, ...rest] = clientIp.split('.');
    const limit = 10n;
    for (const part of rest) console.log('part', part);
    try { await Promise.all([]); } catch { connection.deny(); }
    globalThis.cache ??= {};
    const last = rest.at(-1);
    const copy = { ...connection, last };
    setTimeout(() => connection.deny(), 1);
    return Object.fromEntries(Object.entries(copy).flatMap((entry) => [entry]));
}
