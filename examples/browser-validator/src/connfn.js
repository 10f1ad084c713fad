// The package, as a module of its own beside the page: in a console, `await import('./connfn.js')` gives the very
// functions and the very WASM that the page uses, and `await simulator()` the simulator.

export * from 'connfn';
export { simulator } from './run/simulator.js';
