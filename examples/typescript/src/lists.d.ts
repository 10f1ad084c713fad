// build.js lowers `for…of`, the spread syntax and destructuring, of lists and of nothing else.

interface ReadonlyArray<T> {
  [Symbol.iterator](): Iterator<T>;
}
