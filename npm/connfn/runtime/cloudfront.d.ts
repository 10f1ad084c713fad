// The module that CloudFront brings. It has a default export alone: `import cf from 'cloudfront'`.

declare module 'cloudfront' {
  const cloudfront: CloudFront;
  export default cloudfront;

  interface CloudFront {
    /** The key value store that is associated with the function. There is one at most, so its id can be left out. */
    kvs(id?: string): KeyValueStore;
  }

  /** Every method gives a promise, which is always true: `await` it into a variable first. */
  interface KeyValueStore {
    /** Whether the store has the key. */
    exists(key: string): Promise<boolean>;
    /** The value of a key. The promise is rejected if the store does not have it. */
    get(key: string, options?: { format?: 'string' }): Promise<string>;
    get(key: string, options: { format: 'json' }): Promise<unknown>;
    get(key: string, options: { format: 'bytes' }): Promise<Uint8Array>;
    /** About the store itself. */
    meta(): Promise<KeyValueStoreMeta>;
  }

  interface KeyValueStoreMeta {
    readonly creationDateTime: string;
    readonly lastUpdatedDateTime: string;
    readonly keyCount: number;
  }
}
