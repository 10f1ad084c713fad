// From modern JavaScript down to what the runtime has. `const`, arrow functions, templates, `async` and `await` stay as they are.

import { transformAsync } from '@babel/core';
import presetEnv from '@babel/preset-env';

/** What the runtime lacks, by the names of Babel's plugins. */
const LOWERED = [
  'transform-class-properties',
  'transform-class-static-block',
  'transform-classes',
  'transform-destructuring',
  'transform-exponentiation-operator',
  'transform-for-of',
  'transform-logical-assignment-operators',
  'transform-new-target',
  'transform-nullish-coalescing-operator',
  'transform-object-rest-spread',
  'transform-optional-catch-binding',
  'transform-optional-chaining',
  'transform-parameters',
  'transform-private-methods',
  'transform-private-property-in-object',
  'transform-spread',
];

/**
 * What the code may take for granted, so that Babel needs no helpers for the rest: lists are what is iterated over and spread, and
 * classes are called with `new`.
 */
const ASSUMPTIONS = {
  constantSuper: true,
  ignoreFunctionLength: true,
  iterableIsArray: true,
  noClassCalls: true,
  noDocumentAll: true,
  objectRestNoSymbols: true,
  privateFieldsAsProperties: true,
  pureGetters: true,
  setClassMethods: true,
  setPublicClassFields: true,
  setSpreadProperties: true,
  superIsCallableConstructor: true,
};

export async function lower(code) {
  const { code: lowered } = await transformAsync(code, {
    assumptions: ASSUMPTIONS,
    babelrc: false,
    configFile: false,
    plugins: [awaitBeforeCalls, spreadWithoutReflect],
    presets: [[presetEnv, { include: LOWERED, modules: false, targets: { node: '20' } }]],
    sourceType: 'module',
  });
  return lowered;
}

/**
 * The runtime refuses `await` in the arguments of a call. `f(a, await b)` becomes `(values = [a, await b], f(values[0], values[1]))`.
 * What the call is made on goes the same way if it has to be worked out, so that all is evaluated in the order in which it is written.
 */
function awaitBeforeCalls({ types }) {
  const isAwaited = (path) => {
    let found = path.isAwaitExpression();
    path.traverse({
      AwaitExpression: (inner) => {
        found = true;
        inner.stop();
      },
      Function: (inner) => inner.skip(),
    });
    return found;
  };
  const isPlain = (node) =>
    types.isIdentifier(node) ||
    types.isThisExpression(node) ||
    types.isSuper(node) ||
    (types.isLiteral(node) && !types.isTemplateLiteral(node));

  const hoist = (path) => {
    if (!path.get('arguments').some(isAwaited)) return;
    const values = path.scope.generateUidIdentifier('values');
    path.scope.push({ id: values });
    const hoisted = [];
    const later = (node) => types.memberExpression(values, types.numericLiteral(hoisted.push(node) - 1), true);

    const { node } = path;
    const { callee } = node;
    if (types.isMemberExpression(callee)) {
      if (!isPlain(callee.object)) callee.object = later(callee.object);
      if (callee.computed && !isPlain(callee.property)) callee.property = later(callee.property);
    } else if (!isPlain(callee)) {
      // `(0, f)(…)`: the list is not what the function is a method of.
      node.callee = types.sequenceExpression([types.numericLiteral(0), later(callee)]);
    }
    node.arguments = node.arguments.map(later);
    path.replaceWith(
      types.sequenceExpression([types.assignmentExpression('=', values, types.arrayExpression(hoisted)), node]),
    );
  };
  return { name: 'await-before-calls', visitor: { CallExpression: { exit: hoist }, NewExpression: { exit: hoist } } };
}

/** Babel makes `Reflect.construct` of `new F(...list)`, and the runtime has no `Reflect`. */
function spreadWithoutReflect({ types, template }) {
  const construct = template.expression('new (F.bind.apply(F, LIST))()');
  const replace = (path) => {
    const { callee, arguments: list } = path.node;
    if (!list.some((argument) => types.isSpreadElement(argument))) return;
    if (!types.isIdentifier(callee)) throw path.buildCodeFrameError('give what is constructed a name first');
    path.replaceWith(construct({ F: callee, LIST: types.arrayExpression([types.nullLiteral(), ...list]) }));
  };
  return { name: 'spread-without-reflect', visitor: { NewExpression: replace } };
}
