// The module `cloudfront`, for a store that holds `items`, which stands before this.
const has = (key) => Object.keys(items).includes(key);
export default {
    kvs: () => ({
        exists: async (key) => has(key),
        get: async (key) => {
            if (!has(key)) {
                throw new Error('KeyNotFound');
            }
            return items[key];
        },
    }),
};
