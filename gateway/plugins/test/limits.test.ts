import { describe, expect, test } from '@jest/globals';
import { parse } from 'graphql';
import { gatewayConfig } from '../../config.ts';
import { inlineFragments } from '../../operations/inline-fragments.ts';
import { selectedOperation } from '../../operations/selected-operation.ts';
import { createLimits } from '../limits.ts';

const small = { tokens: 30, depth: 3, aliases: 2, rootFields: 3, directives: 2, listItems: 3 };
const check = createLimits(small);
const over = (limit: string, maximum: number, path?: string[]) =>
  expect.objectContaining({
    code: 'LIMIT_EXCEEDED',
    details: path ? { limit, maximum, path } : { limit, maximum },
  });

describe('at the limit: admitted', () => {
  test.each([
    ['depth', '{ a { b { c } } }'],
    ['aliases', '{ x: a y: b }'],
    ['rootFields', '{ a b c }'],
    ['directives', '{ a @skip(if: false) @include(if: true) }'],
    ['listItems', '{ a(of: [1, 2, 3]) }'],
    ['depth, in inline fragments', '{ ... { a { ... { b { ... { c } } } } } }'],
  ])('%s', (_limit, query) => {
    expect(() => check({ query })).not.toThrow();
  });
});

describe('over the limit: LIMIT_EXCEEDED with its name and maximum', () => {
  test.each([
    ['tokens', 30, `{ ${'a '.repeat(30)} }`],
    ['depth', 3, '{ a { b { c { d } } } }'],
    ['depth', 3, 'query { a { b { ...F } } } fragment F on T { c { d } }'],
    ['depth', 3, '{ a { b { ... { c { d } } } } }'],
    ['aliases', 2, '{ x: a y: b z: c }'],
    ['rootFields', 3, '{ a b c d }'],
    ['rootFields', 3, 'query { ...F ...F } fragment F on Query { a b }'],
    ['directives', 2, '{ a @x @x @x }'],
    ['listItems', 3, '{ a(of: [1, 2, 3, 4]) }'],
  ])('%s (%i): %s', (limit, maximum, query) => {
    expect(() => check({ query })).toThrow(over(limit, maximum));
  });

  test.each([
    ['selection sets', `${'{ a '.repeat(10_000)}${'}'.repeat(10_000)}`],
    ['inline fragments', `${'{ ... '.repeat(10_000)}{ a }${'}'.repeat(10_000)}`],
    ['lists', `{ a(of: ${'['.repeat(10_000)}${']'.repeat(10_000)}) }`],
    ['objects', `{ a(of: ${'{ b: '.repeat(10_000)}1${'}'.repeat(10_000)}) }`],
    ['types', `query ($a: ${'['.repeat(10_000)}Int${']'.repeat(10_000)}) { a }`],
    ['selection sets that are not closed', '{ a '.repeat(10_000)],
  ])('depth, for %s within each other without end', (_what, query) => {
    const deep = createLimits({ ...small, tokens: 100_000 });
    expect(() => deep({ query })).toThrow(over('depth', 3));
  });

  test('listItems in variables, with the place', () => {
    expect(() => check({ query: '{ a }', variables: { of: { ids: [1, 2, 3, 4] } } })).toThrow(
      over('listItems', 3, ['of', 'ids']),
    );
  });

  test('variables nested without end, with the place', () => {
    const nested = JSON.parse(`${'['.repeat(1_000)}${']'.repeat(1_000)}`);
    expect(() => check({ query: '{ a }', variables: { nested } })).toThrow(
      over('variableDepth', 64, ['nested', ...Array.from({ length: 64 }, () => '0')]),
    );
  });

  test('again, when the text is known', () => {
    const query = '{ a b c d }';
    expect(() => check({ query })).toThrow();
    expect(() => check({ query })).toThrow();
  });
});

test('a fragment that spreads itself is measured, and left to validation', () => {
  expect(() => check({ query: 'query { ...F } fragment F on T { a ...F }' })).not.toThrow();
});

test('what is not GraphQL is left to others', () => {
  expect(() => check({ query: '{ a' })).not.toThrow();
  expect(() => check({ query: 5 })).not.toThrow();
});

test('fragments that double at each level end at the bound on selections', () => {
  const levels = Array.from({ length: 20 }, (_, i) => `fragment F${i} on T { ...F${i + 1} ...F${i + 1} }`);
  const document = parse(`query { ...F0 } ${levels.join(' ')} fragment F20 on T { a }`);
  expect(() => inlineFragments(document, selectedOperation(document, undefined))).toThrow(
    over('selections', 10_000),
  );
});

test('the defaults let the introspection query of every client pass', async () => {
  const { getIntrospectionQuery } = await import('graphql');
  const { limits } = gatewayConfig.parse({});
  expect(() => createLimits(limits)({ query: getIntrospectionQuery() })).not.toThrow();
});
