// The part of a function's world that is easier said in its own language. It is called once with what only Rust can do, before the
// function's code runs, and keeps what it needs of the language, since that code may change it.
(function (native, modern) {
  "use strict";

  const { create, defineProperty, freeze, getPrototypeOf, keys } = Object;
  const { isArray } = Array;
  const { isFinite, isInteger } = Number;
  const isView = ArrayBuffer.isView;
  const Promises = Promise;
  const resolve = Promise.resolve.bind(Promise);
  const reject = Promise.reject.bind(Promise);
  const parseJson = JSON.parse;
  const encodeComponent = encodeURIComponent;
  const Text = String;
  const call = Function.prototype.call;
  const uncurried = (method) => call.bind(method);
  const set = uncurried(Uint8Array.prototype.set);
  const fill = uncurried(Uint8Array.prototype.fill);
  const part = uncurried(Uint8Array.prototype.subarray);
  const split = uncurried(String.prototype.split);
  const find = uncurried(String.prototype.indexOf);
  const cut = uncurried(String.prototype.slice);
  const views = {};
  for (const name of ["Int8", "Uint8", "Int16", "Uint16", "Int32", "Uint32", "Float32", "Float64"]) {
    views[name] = {
      get: uncurried(DataView.prototype["get" + name]),
      set: uncurried(DataView.prototype["set" + name]),
      size: +cut(name, name[0] === "F" ? 5 : name[0] === "U" ? 4 : 3) / 8,
    };
  }

  /** Gives an object methods that loops over its members do not meet. */
  function methods(object, members) {
    for (const name of keys(members)) {
      defineProperty(object, name, { value: members[name], writable: true, enumerable: false, configurable: true });
    }
    return object;
  }

  /** Bytes of a text or of something that holds bytes. */
  function bytesOf(data, encoding, what) {
    if (typeof data === "string") {
      return native.bytes(data, encoding === undefined ? "utf8" : Text(encoding));
    }
    if (data instanceof ArrayBuffer) {
      return new Uint8Array(data);
    }
    if (isView(data)) {
      return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    }
    throw new TypeError(`${what} "${typeof data}" is not a string or Buffer-like object`);
  }

  // Buffers.

  class Buffer extends Uint8Array {
    constructor(source, offset, length) {
      super(source, offset, length);
      if (typeof source === "number") native.allocate(this.length);
    }
    toString(encoding, start, end) {
      const [from, to] = range(this, start, end);
      return native.text(part(this, from, to), encoding === undefined ? "utf8" : Text(encoding));
    }
    toJSON() {
      const data = [];
      native.spend(this.length);
      for (let i = 0; i < this.length; i++) data[i] = this[i];
      return { type: "Buffer", data };
    }
    equals(other) {
      return Buffer.compare(this, other) === 0;
    }
    compare(target, targetStart, targetEnd, start, end) {
      const [a, b] = range(target, targetStart, targetEnd);
      const [c, d] = range(this, start, end);
      return Buffer.compare(part(this, c, d), part(target, a, b));
    }
    copy(target, targetStart, start, end) {
      native.spend(this.length);
      const [from, to] = range(this, start, end);
      const at = targetStart === undefined ? 0 : +targetStart;
      const count = Math.max(0, Math.min(to - from, target.length - at));
      set(target, part(this, from, from + count), at);
      return count;
    }
    fill(value, start, end, encoding) {
      const [from, to] = range(this, start, end);
      if (typeof value === "number" || value === undefined) {
        native.spend(to - from);
        fill(this, value === undefined ? 0 : value, from, to);
        return this;
      }
      const bytes = bytesOf(value, encoding, "value argument");
      native.spend(to - from);
      // What is filled already is copied behind itself.
      set(this, part(bytes, 0, to - from), from);
      for (let done = bytes.length; done > 0 && done < to - from; done *= 2) {
        set(this, part(this, from, from + Math.min(done, to - from - done)), from + done);
      }
      if (bytes.length === 0) fill(this, 0, from, to);
      return this;
    }
    indexOf(value, from, encoding) {
      return native.find(this, needle(value, encoding), from === undefined ? 0 : +from, false);
    }
    lastIndexOf(value, from, encoding) {
      return native.find(this, needle(value, encoding), from === undefined ? this.length : +from, true);
    }
    includes(value, from, encoding) {
      return native.find(this, needle(value, encoding), from === undefined ? 0 : +from, false) !== -1;
    }
    slice(start, end) {
      return this.subarray(start, end);
    }
    subarray(start, end) {
      const [from, to] = range(this, start, end);
      return new Buffer(this.buffer, this.byteOffset + from, Math.max(0, to - from));
    }
    swap16() {
      return swap(this, 2);
    }
    swap32() {
      return swap(this, 4);
    }
    swap64() {
      return swap(this, 8);
    }
    write(text, offset, length, encoding) {
      const bytes = bytesOf(text, encoding, "first argument");
      const at = offset === undefined ? 0 : +offset;
      const count = Math.max(0, Math.min(bytes.length, this.length - at, length === undefined ? bytes.length : +length));
      set(this, part(bytes, 0, count), at);
      return count;
    }
  }

  function range(bytes, start, end) {
    const clamp = (value, other) => {
      if (value === undefined) return other;
      const at = Math.trunc(+value) || 0;
      return at < 0 ? Math.max(0, bytes.length + at) : Math.min(at, bytes.length);
    };
    const from = clamp(start, 0);
    return [from, Math.max(from, clamp(end, bytes.length))];
  }

  function needle(value, encoding) {
    if (typeof value === "number") return new Uint8Array([value]);
    return bytesOf(value, encoding, "value argument");
  }

  function swap(buffer, size) {
    if (buffer.length % size !== 0) throw new RangeError(`Buffer size must be a multiple of ${size * 8}-bits`);
    native.spend(buffer.length);
    for (let at = 0; at < buffer.length; at += size) part(buffer, at, at + size).reverse();
    return buffer;
  }

  function view(buffer, offset, size) {
    const at = offset === undefined ? 0 : +offset;
    if (!isInteger(at) || at < 0 || at + size > buffer.length) {
      throw new RangeError(`index ${Text(offset)} is outside the bound of the buffer`);
    }
    return [new DataView(buffer.buffer, buffer.byteOffset, buffer.length), at];
  }

  function accessors(name, kind) {
    const { get, set, size } = views[kind];
    const members = {};
    for (const [suffix, little] of size === 1 ? [["", true]] : [["LE", true], ["BE", false]]) {
      members[`read${name}${suffix}`] = function (offset) {
        const [data, at] = view(this, offset, size);
        return get(data, at, little);
      };
      members[`write${name}${suffix}`] = function (value, offset) {
        const [data, at] = view(this, offset, size);
        set(data, at, +value, little);
        return at + size;
      };
    }
    methods(Buffer.prototype, members);
  }
  defineProperty(Buffer.prototype, Symbol.toStringTag, { value: "Buffer", configurable: true });
  for (const kind of ["Int8", "Int16", "Int32"]) accessors(kind, kind);
  for (const size of [8, 16, 32]) accessors(`UInt${size}`, `Uint${size}`);
  accessors("Float", "Float32");
  accessors("Double", "Float64");

  /** Numbers of one to six bytes. */
  function integers(signed, little) {
    const name = `${signed ? "Int" : "UInt"}${little ? "LE" : "BE"}`;
    const checked = (size) => {
      if (!isInteger(size) || size < 1 || size > 6) throw new RangeError('"byteLength" must be <= 6');
      return size;
    };
    methods(Buffer.prototype, {
      [`read${name}`](offset, byteLength) {
        const size = checked(byteLength);
        const [, at] = view(this, offset, size);
        let value = 0;
        for (let i = 0; i < size; i++) value = value * 256 + this[little ? at + size - 1 - i : at + i];
        return signed && value >= 2 ** (size * 8 - 1) ? value - 2 ** (size * 8) : value;
      },
      [`write${name}`](value, offset, byteLength) {
        const size = checked(byteLength);
        const [, at] = view(this, offset, size);
        let rest = Math.trunc(+value);
        for (let i = 0; i < size; i++) {
          const byte = ((rest % 256) + 256) % 256;
          this[little ? at + i : at + size - 1 - i] = byte;
          rest = (rest - byte) / 256;
        }
        return at + size;
      },
    });
  }
  for (const signed of [true, false]) for (const little of [true, false]) integers(signed, little);

  function alloc(size, value, encoding) {
    if (!isInteger(size) || size < 0) throw new RangeError("invalid size");
    const buffer = new Buffer(size);
    return value === undefined ? buffer : buffer.fill(value, 0, size, encoding);
  }

  function copied(bytes) {
    native.spend(bytes.length);
    const buffer = new Buffer(bytes.length);
    set(buffer, bytes);
    return buffer;
  }

  methods(Buffer, {
    alloc,
    allocUnsafe: (size) => alloc(size),
    allocUnsafeSlow: (size) => alloc(size),
    byteLength: (value, encoding) => bytesOf(value, encoding, "first argument").length,
    compare(a, b) {
      const left = bytesOf(typeof a === "string" ? 0 : a, undefined, "source argument");
      const right = bytesOf(typeof b === "string" ? 0 : b, undefined, "target argument");
      return native.compare(left, right);
    },
    concat(list, length) {
      if (!isArray(list)) throw new TypeError('"list" argument must be an instance of Array');
      let total = 0;
      native.spend(list.length);
      for (let i = 0; i < list.length; i++) total += bytesOf(list[i], undefined, `"list[${i}]" argument`).length;
      const buffer = new Buffer(length === undefined ? total : +length);
      native.spend(buffer.length);
      for (let i = 0, at = 0; i < list.length && at < buffer.length; i++) {
        const bytes = part(list[i], 0, buffer.length - at);
        set(buffer, bytes, at);
        at += bytes.length;
      }
      return buffer;
    },
    from(value, encoding, length) {
      if (typeof value === "string") return copied(bytesOf(value, encoding, "first argument"));
      if (value instanceof ArrayBuffer) return new Buffer(value, encoding, length);
      if (isView(value)) return copied(value);
      if (value !== null && typeof value === "object") {
        const data = value.type === "Buffer" && isArray(value.data) ? value.data : value;
        if (isArray(data) || isInteger(data.length)) {
          native.spend(data.length);
          const buffer = new Buffer(data.length);
          for (let i = 0; i < buffer.length; i++) buffer[i] = data[i];
          return buffer;
        }
        const primitive = typeof value.valueOf === "function" ? value.valueOf() : value;
        if (primitive !== value) return Buffer.from(primitive, encoding, length);
      }
      throw new TypeError(`first argument ${typeof value} is not a string or Buffer-like object`);
    },
    isBuffer: (value) => value instanceof Buffer,
    isEncoding: (name) => native.isEncoding(Text(name)),
  });

  // `require("crypto")`

  function digested(bytes, encoding) {
    if (encoding === undefined) return modern ? copied(bytes) : native.text(bytes, "binary");
    const name = Text(encoding);
    if (name !== "hex" && name !== "base64" && name !== "base64url") {
      throw new TypeError(`Unknown digest encoding: "${name}"`);
    }
    return native.text(bytes, name);
  }

  /** A hash, or with a key a code. */
  function hashing(kind, algorithm, key) {
    const name = Text(algorithm);
    if (!native.isAlgorithm(name)) throw new TypeError(`not supported algorithm: "${name}"`);
    let parts = [];
    return methods(create(methods({}, { constructor: Object })), {
      update(data, encoding) {
        if (!parts) throw new Error("Digest already called");
        parts[parts.length] = native.copy(bytesOf(data, encoding, "data argument"));
        return this;
      },
      digest(encoding) {
        if (!parts) throw new Error("Digest already called");
        const bytes = native.digest(name, parts, key);
        parts = null;
        return digested(bytes, encoding);
      },
    });
  }

  const crypto = methods({}, {
    createHash: (algorithm) => hashing("Hash", algorithm),
    createHmac: (algorithm, key) => hashing("Hmac", algorithm, native.copy(bytesOf(key, undefined, "key"))),
  });

  // `require("querystring")`

  const escape = (text) => encodeComponent(Text(text));
  const unescape = (text) => native.unescape(Text(text));

  function parse(text, separator, equals, options) {
    const found = {};
    if (typeof text !== "string") return found;
    const sign = equals ? Text(equals) : "=";
    const decode = options && typeof options.decodeURIComponent === "function" ? options.decodeURIComponent : unescape;
    const limit = options && options.maxKeys !== undefined ? +options.maxKeys : 1000;
    let count = 0;
    native.spend(text.length);
    for (const piece of split(text, separator ? Text(separator) : "&")) {
      if (piece === "") continue;
      if (limit > 0 && count++ >= limit) break;
      const at = find(piece, sign);
      const name = decode(at < 0 ? piece : cut(piece, 0, at));
      const value = at < 0 ? "" : decode(cut(piece, at + sign.length));
      const known = native.own(found, name) ? found[name] : undefined;
      const next = known === undefined ? value : isArray(known) ? (known.push(value), known) : [known, value];
      defineProperty(found, name, { value: next, writable: true, enumerable: true, configurable: true });
    }
    return found;
  }

  function stringify(object, separator, equals, options) {
    if (object === null || typeof object !== "object") return "";
    const encode = options && typeof options.encodeURIComponent === "function" ? options.encodeURIComponent : escape;
    const said = (value) => {
      const plain = typeof value === "string" || typeof value === "boolean" || (typeof value === "number" && isFinite(value));
      return plain ? encode(Text(value)) : "";
    };
    let out = "";
    for (const name of keys(object)) {
      const values = isArray(object[name]) ? object[name] : [object[name]];
      native.spend(values.length);
      for (let i = 0; i < values.length; i++) {
        out = native.join(out, (out === "" ? "" : separator ? Text(separator) : "&") + encode(name) + (equals ? Text(equals) : "=") + said(values[i]));
      }
    }
    return out;
  }

  const querystring = methods({}, { parse, stringify, escape, unescape, decode: parse, encode: stringify });

  // Texts and bytes.

  class TextEncoder {
    get encoding() {
      return "utf-8";
    }
    encode(text) {
      return native.bytes(text === undefined ? "" : Text(text), "utf8");
    }
    encodeInto(text, target) {
      const [read, written] = native.encodeInto(Text(text), target);
      return { read, written };
    }
  }

  class TextDecoder {
    #fatal = false;
    #ignoreBom = false;
    constructor(label, options) {
      const name = label === undefined ? "utf-8" : Text(label);
      if (name !== "utf-8" && name !== "utf8") throw new RangeError(`The "${name}" encoding is not supported`);
      this.#fatal = !!(options && options.fatal);
      this.#ignoreBom = !!(options && options.ignoreBOM);
    }
    get encoding() {
      return "utf-8";
    }
    get fatal() {
      return this.#fatal;
    }
    get ignoreBOM() {
      return this.#ignoreBom;
    }
    decode(data) {
      const bytes = data === undefined ? new Uint8Array(0) : bytesOf(data, undefined, "The input");
      const text = native.decode(bytes, this.#fatal);
      return !this.#ignoreBom && text[0] === "\uFEFF" ? cut(text, 1) : text;
    }
  }

  // `import cf from "cloudfront"`

  function value(key, options) {
    const format = options && options.format !== undefined ? Text(options.format) : "string";
    const text = native.lookup(key);
    if (text === undefined) throw new Error(native.missing(key));
    if (format === "json") return parseJson(text);
    if (format === "bytes") return copied(native.bytes(text, "utf8"));
    if (format !== "string") throw new TypeError(`the format "${format}" is not known`);
    return text;
  }

  /** A promise of what an action gives, rejected if it throws. */
  function promised(action) {
    return new Promises((fulfil) => fulfil(action()));
  }

  const cf = methods({}, {
    kvs(id) {
      native.open(id);
      return methods({}, {
        get: (key, options) => promised(() => value(Text(key), options)),
        exists: (key) => promised(() => native.lookup(Text(key)) !== undefined),
        meta: () => promised(() => parseJson(native.meta())),
      });
    },
  });

  const modules = { __proto__: null, crypto, querystring };
  if (modern) modules.buffer = { Buffer };

  function require(name) {
    const found = modules[name];
    if (found === undefined) throw new Error(`Cannot find module "${Text(name)}"`);
    return found;
  }

  // Byte strings, which only runtime 1.0 has: a character is a byte.
  const binary = (text, encoding) => native.text(native.bytes(text, encoding), "binary");
  const sliced = (text, start, end) => cut(text, start === undefined ? 0 : start, end);
  const byteStrings = {
    toBytes(start, end) {
      const text = sliced(Text(this), start, end);
      return native.isBinary(text) ? text : null;
    },
    fromBytes(start, end) {
      return sliced(Text(this), start, end);
    },
    toUTF8(start, end) {
      return binary(sliced(Text(this), start, end), "utf8");
    },
    fromUTF8(start, end) {
      return native.decode(native.bytes(sliced(Text(this), start, end), "binary"), true);
    },
  };
  const bytesFrom = (data, encoding) =>
    typeof data === "string" ? binary(data, encoding === undefined ? "utf8" : Text(encoding)) : native.text(new Uint8Array(data), "binary");

  const iterators = getPrototypeOf(getPrototypeOf([][Symbol.iterator]()));
  const typed = getPrototypeOf(Uint8Array);
  const globals = { TextEncoder, TextDecoder, require };
  if (modern) {
    globals.Buffer = Buffer;
    globals.atob = (text) => native.text(native.atob(Text(text)), "binary");
    globals.btoa = (text) => {
      if (!native.isBinary(Text(text))) throw new TypeError("invalid character (>= U+00FF)");
      return native.text(native.bytes(Text(text), "binary"), "base64");
    };
  } else {
    methods(String.prototype, byteStrings);
    methods(String, { bytesFrom });
  }
  methods(globalThis, globals);
  methods(Math, { random: () => native.random() });
  return freeze({
    imports: { __proto__: null, cloudfront: cf, ...modules },
    hidden: { "Iterator.prototype": iterators, TypedArray: typed, "TypedArray.prototype": typed.prototype },
  });
});
