// The globals and modules that the runtime `cloudfront-js-2.0` adds to the language.

/// <reference path="./language.d.ts" />

interface Console {
  /** Writes to the function's log. It takes one argument. */
  log(message: any): void;
}
declare var console: Console;

declare function atob(base64: string): string;
declare function btoa(binary: string): string;

// --- Modules ---

declare function require(module: 'buffer'): BufferModule;
declare function require(module: 'crypto'): Crypto;
declare function require(module: 'querystring'): QueryString;

// In JavaScript, TypeScript takes `require` for an import.
declare module 'buffer' {
  const buffer: BufferModule;
  export = buffer;
}
declare module 'crypto' {
  const crypto: Crypto;
  export = crypto;
}
declare module 'querystring' {
  const querystring: QueryString;
  export = querystring;
}

type DigestEncoding = 'hex' | 'base64' | 'base64url';

interface Hash {
  update(data: string | ArrayBufferView): this;
  digest(): Buffer;
  digest(encoding: DigestEncoding): string;
}

interface Crypto {
  createHash(algorithm: 'md5' | 'sha1' | 'sha256'): Hash;
  createHmac(algorithm: 'md5' | 'sha1' | 'sha256', key: string | ArrayBufferView): Hash;
}

interface QueryString {
  decode: QueryString['parse'];
  encode: QueryString['stringify'];
  escape(text: string): string;
  parse(
    text: string,
    separator?: string,
    equals?: string,
    options?: { decodeURIComponent?: (text: string) => string; maxKeys?: number },
  ): { [name: string]: string | string[] };
  stringify(
    object: { [name: string]: any },
    separator?: string,
    equals?: string,
    options?: { encodeURIComponent?: (text: string) => string },
  ): string;
  unescape(text: string): string;
}

// --- Bytes ---

interface ArrayBuffer {
  readonly byteLength: number;
  slice(start: number, end?: number): ArrayBuffer;
}

interface ArrayBufferView {
  readonly buffer: ArrayBuffer;
  readonly byteLength: number;
  readonly byteOffset: number;
}

interface ArrayBufferConstructor {
  new (length: number): ArrayBuffer;
  readonly prototype: ArrayBuffer;
  isView(value: any): value is ArrayBufferView;
}
declare var ArrayBuffer: ArrayBufferConstructor;

interface TypedArray extends ArrayBufferView {
  readonly BYTES_PER_ELEMENT: number;
  readonly length: number;
  [index: number]: number;
  copyWithin(target: number, start: number, end?: number): this;
  entries(): Steps<[number, number]>;
  every(test: (value: number, index: number, list: this) => unknown): boolean;
  fill(value: number, start?: number, end?: number): this;
  filter(test: (value: number, index: number, list: this) => unknown): this;
  find(test: (value: number, index: number, list: this) => unknown): number | undefined;
  findIndex(test: (value: number, index: number, list: this) => unknown): number;
  forEach(action: (value: number, index: number, list: this) => void): void;
  includes(value: number, start?: number): boolean;
  indexOf(value: number, start?: number): number;
  join(separator?: string): string;
  keys(): Steps<number>;
  lastIndexOf(value: number, start?: number): number;
  map(make: (value: number, index: number, list: this) => number): this;
  reduce<U = number>(join: (sum: U, value: number, index: number, list: this) => U, start?: U): U;
  reduceRight<U = number>(join: (sum: U, value: number, index: number, list: this) => U, start?: U): U;
  reverse(): this;
  set(values: ArrayLike<number>, offset?: number): void;
  slice(start?: number, end?: number): this;
  some(test: (value: number, index: number, list: this) => unknown): boolean;
  sort(compare?: (one: number, other: number) => number): this;
  subarray(start?: number, end?: number): this;
  toString(): string;
  values(): Steps<number>;
}

interface TypedArrayConstructor<T extends TypedArray> {
  new (length?: number): T;
  new (values: ArrayLike<number>): T;
  new (buffer: ArrayBuffer, offset?: number, length?: number): T;
  readonly prototype: T;
  readonly BYTES_PER_ELEMENT: number;
  from(values: ArrayLike<number>, make?: (value: number, index: number) => number): T;
  of(...values: number[]): T;
}

interface Float32Array extends TypedArray {}
interface Float64Array extends TypedArray {}
interface Int16Array extends TypedArray {}
interface Int32Array extends TypedArray {}
interface Int8Array extends TypedArray {}
interface Uint16Array extends TypedArray {}
interface Uint32Array extends TypedArray {}
interface Uint8Array extends TypedArray {}
interface Uint8ClampedArray extends TypedArray {}
declare var Float32Array: TypedArrayConstructor<Float32Array>;
declare var Float64Array: TypedArrayConstructor<Float64Array>;
declare var Int16Array: TypedArrayConstructor<Int16Array>;
declare var Int32Array: TypedArrayConstructor<Int32Array>;
declare var Int8Array: TypedArrayConstructor<Int8Array>;
declare var Uint16Array: TypedArrayConstructor<Uint16Array>;
declare var Uint32Array: TypedArrayConstructor<Uint32Array>;
declare var Uint8Array: TypedArrayConstructor<Uint8Array>;
declare var Uint8ClampedArray: TypedArrayConstructor<Uint8ClampedArray>;

interface DataView extends ArrayBufferView {
  getFloat32(offset: number, littleEndian?: boolean): number;
  getFloat64(offset: number, littleEndian?: boolean): number;
  getInt16(offset: number, littleEndian?: boolean): number;
  getInt32(offset: number, littleEndian?: boolean): number;
  getInt8(offset: number): number;
  getUint16(offset: number, littleEndian?: boolean): number;
  getUint32(offset: number, littleEndian?: boolean): number;
  getUint8(offset: number): number;
  setFloat32(offset: number, value: number, littleEndian?: boolean): void;
  setFloat64(offset: number, value: number, littleEndian?: boolean): void;
  setInt16(offset: number, value: number, littleEndian?: boolean): void;
  setInt32(offset: number, value: number, littleEndian?: boolean): void;
  setInt8(offset: number, value: number): void;
  setUint16(offset: number, value: number, littleEndian?: boolean): void;
  setUint32(offset: number, value: number, littleEndian?: boolean): void;
  setUint8(offset: number, value: number): void;
}

interface DataViewConstructor {
  new (buffer: ArrayBuffer, offset?: number, length?: number): DataView;
  readonly prototype: DataView;
}
declare var DataView: DataViewConstructor;

interface TextEncoder {
  readonly encoding: string;
  encode(text?: string): Uint8Array;
  encodeInto(text: string, target: Uint8Array): { read: number; written: number };
}
declare var TextEncoder: { new (): TextEncoder; readonly prototype: TextEncoder };

interface TextDecoder {
  readonly encoding: string;
  readonly fatal: boolean;
  readonly ignoreBOM: boolean;
  decode(bytes?: ArrayBuffer | ArrayBufferView, options?: { stream?: boolean }): string;
}
declare var TextDecoder: {
  new (label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean }): TextDecoder;
  readonly prototype: TextDecoder;
};

type BufferEncoding = 'utf8' | 'hex' | 'base64' | 'base64url';

interface Buffer extends Uint8Array {
  compare(other: Uint8Array, start?: number, end?: number, ownStart?: number, ownEnd?: number): -1 | 0 | 1;
  copy(target: Uint8Array, targetStart?: number, start?: number, end?: number): number;
  equals(other: Uint8Array): boolean;
  fill(value: string | number | Uint8Array, start?: number, end?: number, encoding?: BufferEncoding): this;
  includes(value: string | number | Uint8Array, start?: number, encoding?: BufferEncoding): boolean;
  indexOf(value: string | number | Uint8Array, start?: number, encoding?: BufferEncoding): number;
  lastIndexOf(value: string | number | Uint8Array, start?: number, encoding?: BufferEncoding): number;
  readDoubleBE(offset?: number): number;
  readDoubleLE(offset?: number): number;
  readFloatBE(offset?: number): number;
  readFloatLE(offset?: number): number;
  readInt16BE(offset?: number): number;
  readInt16LE(offset?: number): number;
  readInt32BE(offset?: number): number;
  readInt32LE(offset?: number): number;
  readInt8(offset?: number): number;
  readIntBE(offset: number, length: number): number;
  readIntLE(offset: number, length: number): number;
  readUInt16BE(offset?: number): number;
  readUInt16LE(offset?: number): number;
  readUInt32BE(offset?: number): number;
  readUInt32LE(offset?: number): number;
  readUInt8(offset?: number): number;
  readUIntBE(offset: number, length: number): number;
  readUIntLE(offset: number, length: number): number;
  swap16(): this;
  swap32(): this;
  swap64(): this;
  toJSON(): { type: 'Buffer'; data: number[] };
  toString(encoding?: BufferEncoding, start?: number, end?: number): string;
  write(text: string, offset?: number, length?: number, encoding?: BufferEncoding): number;
  writeDoubleBE(value: number, offset?: number): number;
  writeDoubleLE(value: number, offset?: number): number;
  writeFloatBE(value: number, offset?: number): number;
  writeFloatLE(value: number, offset?: number): number;
  writeInt16BE(value: number, offset?: number): number;
  writeInt16LE(value: number, offset?: number): number;
  writeInt32BE(value: number, offset?: number): number;
  writeInt32LE(value: number, offset?: number): number;
  writeInt8(value: number, offset?: number): number;
  writeIntBE(value: number, offset: number, length: number): number;
  writeIntLE(value: number, offset: number, length: number): number;
  writeUInt16BE(value: number, offset?: number): number;
  writeUInt16LE(value: number, offset?: number): number;
  writeUInt32BE(value: number, offset?: number): number;
  writeUInt32LE(value: number, offset?: number): number;
  writeUInt8(value: number, offset?: number): number;
  writeUIntBE(value: number, offset: number, length: number): number;
  writeUIntLE(value: number, offset: number, length: number): number;
}

interface BufferConstructor {
  readonly prototype: Buffer;
  alloc(length: number, fill?: string | number | Uint8Array, encoding?: BufferEncoding): Buffer;
  allocUnsafe(length: number): Buffer;
  byteLength(value: string | ArrayBuffer | ArrayBufferView, encoding?: BufferEncoding): number;
  compare(one: Uint8Array, other: Uint8Array): -1 | 0 | 1;
  concat(list: readonly Uint8Array[], length?: number): Buffer;
  from(text: string, encoding?: BufferEncoding): Buffer;
  from(values: ArrayLike<number>): Buffer;
  from(buffer: ArrayBuffer, offset?: number, length?: number): Buffer;
  isBuffer(value: any): value is Buffer;
  isEncoding(encoding: string): encoding is BufferEncoding;
}
declare var Buffer: BufferConstructor;

interface BufferModule {
  readonly Buffer: BufferConstructor;
}
