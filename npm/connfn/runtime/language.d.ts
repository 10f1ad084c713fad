// JavaScript as the runtime `cloudfront-js-2.0` has it, in place of TypeScript's own library (`noLib`): what is not here is not there.
// Nothing can be iterated over, since there is no `for…of`, no spread syntax and no destructuring.

// --- Values of every type ---

declare var NaN: number;
declare var Infinity: number;

declare function parseInt(text: string, radix?: number): number;
declare function parseFloat(text: string): number;
declare function isNaN(value: number): boolean;
declare function isFinite(value: number): boolean;
declare function encodeURI(text: string): string;
declare function encodeURIComponent(text: string | number | boolean): string;
declare function decodeURI(text: string): string;
declare function decodeURIComponent(text: string): string;

type PropertyKey = string | number | symbol;

interface Object {
  readonly constructor: Function;
  toString(): string;
  valueOf(): Object;
  hasOwnProperty(name: PropertyKey): boolean;
  isPrototypeOf(value: Object): boolean;
  propertyIsEnumerable(name: PropertyKey): boolean;
}

interface PropertyDescriptor {
  configurable?: boolean;
  enumerable?: boolean;
  writable?: boolean;
  value?: any;
  get?(): any;
  set?(value: any): void;
}

interface TypedPropertyDescriptor<T> extends PropertyDescriptor {
  value?: T;
}

interface PropertyDescriptorMap {
  [name: PropertyKey]: PropertyDescriptor;
}

interface ObjectConstructor {
  new (value?: any): Object;
  (value?: any): any;
  readonly prototype: Object;
  assign<T extends {}, U>(target: T, source: U): T & U;
  assign(target: object, ...sources: any[]): any;
  create(prototype: object | null, properties?: PropertyDescriptorMap): any;
  defineProperties<T>(object: T, properties: PropertyDescriptorMap): T;
  defineProperty<T>(object: T, name: PropertyKey, descriptor: PropertyDescriptor): T;
  entries<T>(object: { [name: string]: T } | ArrayLike<T>): [string, T][];
  entries(object: {}): [string, any][];
  freeze<T>(object: T): Readonly<T>;
  getOwnPropertyDescriptor(object: any, name: PropertyKey): PropertyDescriptor | undefined;
  getOwnPropertyDescriptors(object: any): PropertyDescriptorMap;
  getOwnPropertyNames(object: any): string[];
  getOwnPropertySymbols(object: any): symbol[];
  getPrototypeOf(object: any): any;
  is(one: any, other: any): boolean;
  isExtensible(object: any): boolean;
  isFrozen(object: any): boolean;
  isSealed(object: any): boolean;
  keys(object: {}): string[];
  preventExtensions<T>(object: T): T;
  seal<T>(object: T): T;
  setPrototypeOf(object: any, prototype: object | null): any;
  values<T>(object: { [name: string]: T } | ArrayLike<T>): T[];
  values(object: {}): any[];
}
declare var Object: ObjectConstructor;

interface Function {
  readonly length: number;
  readonly name: string;
  prototype: any;
  apply(self: any, args?: any): any;
  bind(self: any, ...args: any[]): any;
  call(self: any, ...args: any[]): any;
}

interface CallableFunction extends Function {
  apply<T, R>(this: (this: T) => R, self: T): R;
  apply<T, A extends any[], R>(this: (this: T, ...args: A) => R, self: T, args: A): R;
  call<T, A extends any[], R>(this: (this: T, ...args: A) => R, self: T, ...args: A): R;
  bind<T>(this: T, self: ThisParameterType<T>): OmitThisParameter<T>;
}

interface NewableFunction extends Function {}

/** Code that comes as a text cannot be run: `Function` throws. */
interface FunctionConstructor extends Function {
  new (text: never): never;
  (text: never): never;
}
declare var Function: FunctionConstructor;

interface IArguments {
  [index: number]: any;
  length: number;
}

interface Boolean {
  valueOf(): boolean;
}

interface BooleanConstructor {
  new (value?: any): Boolean;
  <T>(value?: T): boolean;
  readonly prototype: Boolean;
}
declare var Boolean: BooleanConstructor;

interface Symbol {
  readonly description: string | undefined;
  toString(): string;
  valueOf(): symbol;
}

interface SymbolConstructor {
  (description?: string | number): symbol;
  readonly prototype: Symbol;
  for(key: string): symbol;
  keyFor(symbol: symbol): string | undefined;
  readonly hasInstance: unique symbol;
  readonly isConcatSpreadable: unique symbol;
  readonly iterator: unique symbol;
  readonly toPrimitive: unique symbol;
  readonly toStringTag: unique symbol;
}
declare var Symbol: SymbolConstructor;

// --- Numbers ---

interface Number {
  toExponential(digits?: number): string;
  toFixed(digits?: number): string;
  toPrecision(digits?: number): string;
  toString(radix?: number): string;
  valueOf(): number;
}

interface NumberConstructor {
  new (value?: any): Number;
  (value?: any): number;
  readonly prototype: Number;
  readonly EPSILON: number;
  readonly MAX_SAFE_INTEGER: number;
  readonly MAX_VALUE: number;
  readonly MIN_SAFE_INTEGER: number;
  readonly MIN_VALUE: number;
  readonly NEGATIVE_INFINITY: number;
  readonly NaN: number;
  readonly POSITIVE_INFINITY: number;
  isFinite(value: unknown): boolean;
  isInteger(value: unknown): boolean;
  isNaN(value: unknown): boolean;
  isSafeInteger(value: unknown): boolean;
  parseFloat(text: string): number;
  parseInt(text: string, radix?: number): number;
}
declare var Number: NumberConstructor;

interface Math {
  readonly E: number;
  readonly LN10: number;
  readonly LN2: number;
  readonly LOG10E: number;
  readonly LOG2E: number;
  readonly PI: number;
  readonly SQRT1_2: number;
  readonly SQRT2: number;
  abs(value: number): number;
  acos(value: number): number;
  acosh(value: number): number;
  asin(value: number): number;
  asinh(value: number): number;
  atan(value: number): number;
  atan2(y: number, x: number): number;
  atanh(value: number): number;
  cbrt(value: number): number;
  ceil(value: number): number;
  clz32(value: number): number;
  cos(value: number): number;
  cosh(value: number): number;
  exp(value: number): number;
  expm1(value: number): number;
  floor(value: number): number;
  fround(value: number): number;
  hypot(...values: number[]): number;
  imul(one: number, other: number): number;
  log(value: number): number;
  log10(value: number): number;
  log1p(value: number): number;
  log2(value: number): number;
  max(...values: number[]): number;
  min(...values: number[]): number;
  pow(base: number, exponent: number): number;
  /** Not for secrets: it is seeded with the time. */
  random(): number;
  round(value: number): number;
  sign(value: number): number;
  sin(value: number): number;
  sinh(value: number): number;
  sqrt(value: number): number;
  tan(value: number): number;
  tanh(value: number): number;
  trunc(value: number): number;
}
declare var Math: Math;

// --- Texts ---

interface String {
  readonly length: number;
  readonly [index: number]: string;
  charAt(index: number): string;
  charCodeAt(index: number): number;
  codePointAt(index: number): number | undefined;
  concat(...texts: string[]): string;
  endsWith(text: string, end?: number): boolean;
  includes(text: string, start?: number): boolean;
  indexOf(text: string, start?: number): number;
  lastIndexOf(text: string, start?: number): number;
  match(pattern: string | RegExp): RegExpMatchArray | null;
  padEnd(length: number, fill?: string): string;
  padStart(length: number, fill?: string): string;
  repeat(count: number): string;
  replace(pattern: string | RegExp, replacement: string): string;
  replace(pattern: string | RegExp, replacer: (match: string, ...groups: any[]) => string): string;
  replaceAll(pattern: string | RegExp, replacement: string): string;
  replaceAll(pattern: string | RegExp, replacer: (match: string, ...groups: any[]) => string): string;
  search(pattern: string | RegExp): number;
  slice(start?: number, end?: number): string;
  split(separator: string | RegExp, limit?: number): string[];
  startsWith(text: string, start?: number): boolean;
  substr(start: number, length?: number): string;
  substring(start: number, end?: number): string;
  toLowerCase(): string;
  toString(): string;
  toUpperCase(): string;
  trim(): string;
  trimEnd(): string;
  trimStart(): string;
  valueOf(): string;
}

interface StringConstructor {
  new (value?: any): String;
  (value?: any): string;
  readonly prototype: String;
  fromCharCode(...codes: number[]): string;
  fromCodePoint(...codePoints: number[]): string;
}
declare var String: StringConstructor;

interface TemplateStringsArray extends ReadonlyArray<string> {
  readonly raw: readonly string[];
}

interface RegExp {
  readonly global: boolean;
  readonly ignoreCase: boolean;
  lastIndex: number;
  readonly multiline: boolean;
  readonly source: string;
  readonly sticky: boolean;
  exec(text: string): RegExpExecArray | null;
  test(text: string): boolean;
  toString(): string;
}

interface RegExpConstructor {
  new (pattern: string | RegExp, flags?: string): RegExp;
  (pattern: string | RegExp, flags?: string): RegExp;
  readonly prototype: RegExp;
}
declare var RegExp: RegExpConstructor;

interface RegExpMatchArray extends Array<string> {
  0: string;
  index?: number;
  input?: string;
  groups?: { [name: string]: string };
}

interface RegExpExecArray extends Array<string> {
  0: string;
  index: number;
  input: string;
  groups?: { [name: string]: string };
}

interface JSON {
  parse(text: string, reviver?: (this: any, key: string, value: any) => any): any;
  stringify(value: any, replacer?: ((this: any, key: string, value: any) => any) | (string | number)[] | null, space?: string | number): string;
}
declare var JSON: JSON;

// --- Lists ---

interface ArrayLike<T> {
  readonly length: number;
  readonly [index: number]: T;
}

/** What `keys`, `values` and `entries` of a list give. */
interface Steps<T> {
  next(): { done: boolean; value: T };
}

// TypeScript asks for these where something is iterated over, and then tells that nothing here has `[Symbol.iterator]()`.

interface IteratorResult<T> {
  done?: boolean;
  value: T;
}
interface Iterator<T, R = any, N = any> {
  next(value?: N): IteratorResult<T>;
}
interface Iterable<T, R = any, N = any> {
  [Symbol.iterator](): Iterator<T, R, N>;
}

interface ConcatArray<T> extends ArrayLike<T> {
  join(separator?: string): string;
  slice(start?: number, end?: number): T[];
}

interface ReadonlyArray<T> extends ConcatArray<T> {
  concat(...items: (T | ConcatArray<T>)[]): T[];
  entries(): Steps<[number, T]>;
  every(test: (value: T, index: number, list: readonly T[]) => unknown): boolean;
  filter<S extends T>(test: (value: T, index: number, list: readonly T[]) => value is S): S[];
  filter(test: (value: T, index: number, list: readonly T[]) => unknown): T[];
  find(test: (value: T, index: number, list: readonly T[]) => unknown): T | undefined;
  findIndex(test: (value: T, index: number, list: readonly T[]) => unknown): number;
  forEach(action: (value: T, index: number, list: readonly T[]) => void): void;
  includes(value: T, start?: number): boolean;
  indexOf(value: T, start?: number): number;
  join(separator?: string): string;
  keys(): Steps<number>;
  lastIndexOf(value: T, start?: number): number;
  map<U>(make: (value: T, index: number, list: readonly T[]) => U): U[];
  reduce(join: (sum: T, value: T, index: number, list: readonly T[]) => T): T;
  reduce<U>(join: (sum: U, value: T, index: number, list: readonly T[]) => U, start: U): U;
  reduceRight(join: (sum: T, value: T, index: number, list: readonly T[]) => T): T;
  reduceRight<U>(join: (sum: U, value: T, index: number, list: readonly T[]) => U, start: U): U;
  slice(start?: number, end?: number): T[];
  some(test: (value: T, index: number, list: readonly T[]) => unknown): boolean;
  toString(): string;
  values(): Steps<T>;
}

interface Array<T> extends ReadonlyArray<T> {
  length: number;
  [index: number]: T;
  copyWithin(target: number, start: number, end?: number): this;
  fill(value: T, start?: number, end?: number): this;
  pop(): T | undefined;
  push(...items: T[]): number;
  reverse(): T[];
  shift(): T | undefined;
  sort(compare?: (one: T, other: T) => number): this;
  splice(start: number, count?: number): T[];
  splice(start: number, count: number, ...items: T[]): T[];
  unshift(...items: T[]): number;
}

interface ArrayConstructor {
  new <T = any>(length?: number): T[];
  new <T>(...items: T[]): T[];
  <T = any>(length?: number): T[];
  <T>(...items: T[]): T[];
  readonly prototype: any[];
  /** It works, though AWS does not list it. */
  from<T>(list: ArrayLike<T>): T[];
  from<T, U>(list: ArrayLike<T>, make: (value: T, index: number) => U): U[];
  isArray(value: any): value is any[];
  of<T>(...items: T[]): T[];
}
declare var Array: ArrayConstructor;

// --- Time ---

/** Inside a function the clock stands still. */
interface Date {
  getDate(): number;
  getDay(): number;
  getFullYear(): number;
  getHours(): number;
  getMilliseconds(): number;
  getMinutes(): number;
  getMonth(): number;
  getSeconds(): number;
  getTime(): number;
  getTimezoneOffset(): number;
  getUTCDate(): number;
  getUTCDay(): number;
  getUTCFullYear(): number;
  getUTCHours(): number;
  getUTCMilliseconds(): number;
  getUTCMinutes(): number;
  getUTCMonth(): number;
  getUTCSeconds(): number;
  setDate(day: number): number;
  setFullYear(year: number, month?: number, day?: number): number;
  setHours(hours: number, minutes?: number, seconds?: number, milliseconds?: number): number;
  setMilliseconds(milliseconds: number): number;
  setMinutes(minutes: number, seconds?: number, milliseconds?: number): number;
  setMonth(month: number, day?: number): number;
  setSeconds(seconds: number, milliseconds?: number): number;
  setTime(time: number): number;
  setUTCDate(day: number): number;
  setUTCFullYear(year: number, month?: number, day?: number): number;
  setUTCHours(hours: number, minutes?: number, seconds?: number, milliseconds?: number): number;
  setUTCMilliseconds(milliseconds: number): number;
  setUTCMinutes(minutes: number, seconds?: number, milliseconds?: number): number;
  setUTCMonth(month: number, day?: number): number;
  setUTCSeconds(seconds: number, milliseconds?: number): number;
  toDateString(): string;
  toISOString(): string;
  toJSON(): string;
  toLocaleDateString(): string;
  toLocaleString(): string;
  toLocaleTimeString(): string;
  toString(): string;
  toTimeString(): string;
  toUTCString(): string;
  valueOf(): number;
}

interface DateConstructor {
  new (value?: number | string | Date): Date;
  new (year: number, month: number, day?: number, hours?: number, minutes?: number, seconds?: number, milliseconds?: number): Date;
  (): string;
  readonly prototype: Date;
  UTC(year: number, month: number, day?: number, hours?: number, minutes?: number, seconds?: number, milliseconds?: number): number;
  now(): number;
  parse(text: string): number;
}
declare var Date: DateConstructor;

// --- Promises ---

interface PromiseLike<T> {
  then<A = T, B = never>(
    done?: ((value: T) => A | PromiseLike<A>) | null,
    failed?: ((reason: any) => B | PromiseLike<B>) | null,
  ): PromiseLike<A | B>;
}

interface Promise<T> {
  then<A = T, B = never>(
    done?: ((value: T) => A | PromiseLike<A>) | null,
    failed?: ((reason: any) => B | PromiseLike<B>) | null,
  ): Promise<A | B>;
  catch<B = never>(failed?: ((reason: any) => B | PromiseLike<B>) | null): Promise<T | B>;
  finally(ended?: (() => void) | null): Promise<T>;
}

type PromiseSettledResult<T> = { status: 'fulfilled'; value: T } | { status: 'rejected'; reason: any };

interface PromiseConstructor {
  new <T>(run: (resolve: (value: T | PromiseLike<T>) => void, reject: (reason?: any) => void) => void): Promise<T>;
  readonly prototype: Promise<any>;
  all<T extends readonly unknown[] | []>(values: T): Promise<{ -readonly [P in keyof T]: Awaited<T[P]> }>;
  allSettled<T extends readonly unknown[] | []>(
    values: T,
  ): Promise<{ -readonly [P in keyof T]: PromiseSettledResult<Awaited<T[P]>> }>;
  any<T extends readonly unknown[] | []>(values: T): Promise<Awaited<T[number]>>;
  race<T extends readonly unknown[] | []>(values: T): Promise<Awaited<T[number]>>;
  reject<T = never>(reason?: any): Promise<T>;
  resolve(): Promise<void>;
  resolve<T>(value: T): Promise<Awaited<T>>;
}
declare var Promise: PromiseConstructor;

// --- Errors ---

interface Error {
  name: string;
  message: string;
  stack?: string;
}

interface ErrorConstructor {
  new (message?: string): Error;
  (message?: string): Error;
  readonly prototype: Error;
}
declare var Error: ErrorConstructor;
declare var EvalError: ErrorConstructor;
declare var InternalError: ErrorConstructor;
declare var RangeError: ErrorConstructor;
declare var ReferenceError: ErrorConstructor;
declare var SyntaxError: ErrorConstructor;
declare var TypeError: ErrorConstructor;
declare var URIError: ErrorConstructor;

interface AggregateError extends Error {
  errors: any[];
}

interface AggregateErrorConstructor {
  new (errors: any[], message?: string): AggregateError;
  (errors: any[], message?: string): AggregateError;
  readonly prototype: AggregateError;
}
declare var AggregateError: AggregateErrorConstructor;

// --- Types that TypeScript works out ---

type Awaited<T> = T extends null | undefined
  ? T
  : T extends object & { then(done: infer F, ...rest: infer _): any }
    ? F extends (value: infer V, ...rest: infer _) => any
      ? Awaited<V>
      : never
    : T;
type Capitalize<S extends string> = intrinsic;
type Exclude<T, U> = T extends U ? never : T;
type Extract<T, U> = T extends U ? T : never;
type Lowercase<S extends string> = intrinsic;
type NoInfer<T> = intrinsic;
type NonNullable<T> = T & {};
type Omit<T, K extends keyof any> = Pick<T, Exclude<keyof T, K>>;
type OmitThisParameter<T> = unknown extends ThisParameterType<T> ? T : T extends (...args: infer A) => infer R ? (...args: A) => R : T;
type Parameters<T extends (...args: any) => any> = T extends (...args: infer A) => any ? A : never;
type Partial<T> = { [P in keyof T]?: T[P] };
type Pick<T, K extends keyof T> = { [P in K]: T[P] };
type Readonly<T> = { readonly [P in keyof T]: T[P] };
type Record<K extends keyof any, T> = { [P in K]: T };
type Required<T> = { [P in keyof T]-?: T[P] };
type ReturnType<T extends (...args: any) => any> = T extends (...args: any) => infer R ? R : any;
type ThisParameterType<T> = T extends (this: infer U, ...args: never) => any ? U : unknown;
type Uncapitalize<S extends string> = intrinsic;
type Uppercase<S extends string> = intrinsic;

interface ThisType<T> {}
