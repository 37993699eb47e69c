import { describe, expect, test } from '@jest/globals';
import { buildSchema, parse, Source } from 'graphql';
import { diffSupergraphs } from '../diff/diff-supergraphs.ts';
import { withAffectedOperations } from './with-affected-operations.ts';

const PATH = 'clients/operations/Read.graphql';

/** Who is broken by what: `diff/field-removed Query.book: Read :2`; operations on no finding's account stand alone. */
function broken(before: string, after: string, operation: string): string[] {
  const findings = diffSupergraphs({ apiSdl: before }, { apiSdl: after });
  const document = parse(new Source(operation, PATH));
  const files = [{ path: PATH, document }];
  return withAffectedOperations(findings, buildSchema(before), buildSchema(after), files).flatMap(
    ({ rule, severity, coordinate, line, clients = [] }) =>
      rule === 'operation/invalid'
        ? [`${severity} ${rule} :${line}`]
        : clients.map((client) => `${severity} ${rule} ${coordinate} ${client.operation}:${client.line}`),
  );
}

describe('an operation is named at the change that breaks it', () => {
  test.each([
    [
      'a field removed',
      'type Query { a: Int, b: B } type B { c: Int, d: Int }',
      'type Query { a: Int, b: B } type B { d: Int }',
      'query Read {\n  b {\n    c\n  }\n}',
      'breaking diff/field-removed B.c Read:3',
    ],
    [
      'a field removed that a fragment selects',
      'type Query { b: B } type B { c: Int, d: Int }',
      'type Query { b: B } type B { d: Int }',
      'query Read { b { ...F } }\nfragment F on B {\n  c\n}',
      'breaking diff/field-removed B.c Read:3',
    ],
    [
      'an argument removed',
      'type Query { a(x: Int): Int }',
      'type Query { a: Int }',
      'query Read {\n  a(x: 1)\n}',
      'breaking diff/argument-removed Query.a(x:) Read:2',
    ],
    [
      'a required argument added',
      'type Query { a: Int }',
      'type Query { a(x: Int!): Int }',
      'query Read {\n  a\n}',
      'breaking diff/required-argument-added Query.a(x:) Read:2',
    ],
    [
      'an argument whose variable fits no more',
      'type Query { a(x: Int): Int }',
      'type Query { a(x: Int!): Int }',
      'query Read($x: Int) {\n  a(x: $x)\n}',
      'breaking diff/argument-made-required Query.a(x:) Read:1',
    ],
    [
      'an input field whose variable fits no more',
      'type Query { a(by: By): Int } input By { x: Int }',
      'type Query { a(by: By): Int } input By { x: ID }',
      'query Read($x: Int) {\n  a(by: { x: $x })\n}',
      'breaking diff/input-field-type-changed By.x Read:1',
    ],
    [
      'an enum value that a literal sends',
      'type Query { a(x: E): Int } enum E { A B }',
      'type Query { a(x: E): Int } enum E { A }',
      'query Read {\n  a(x: B)\n}',
      'breaking diff/enum-value-removed E.B Read:2',
    ],
    [
      'an enum value that a default of a variable sends',
      'type Query { a(x: E): Int } enum E { A B }',
      'type Query { a(x: E): Int } enum E { A }',
      'query Read(\n  $x: E = B\n) { a(x: $x) }',
      'breaking diff/enum-value-removed E.B Read:2',
    ],
    [
      'an input field that a literal lacks',
      'type Query { a(by: By): Int } input By { x: Int }',
      'type Query { a(by: By): Int } input By { x: Int, y: Int! }',
      'query Read {\n  a(by: { x: 1 })\n}',
      'breaking diff/required-input-field-added By.y Read:2',
    ],
    [
      'an input field that a variable lacks',
      'type Query { a(by: By): Int } input By { in: In } input In { x: Int }',
      'type Query { a(by: By): Int } input By { in: In } input In { x: Int, y: Int! }',
      'query Read($by: By!) { a(by: $by) }',
      'breaking diff/required-input-field-added In.y Read:1',
    ],
    [
      'a member that a fragment is on',
      'type Query { p: P, d: D } union P = C | D type C { n: Int } type D { n: Int }',
      'type Query { p: P, d: D } union P = C type C { n: Int } type D { n: Int }',
      'query Read {\n  p {\n    ... on D { n }\n  }\n}',
      'breaking diff/union-member-removed P Read:3',
    ],
    [
      'a type that a spread fragment is on',
      'type Query { p: P } union P = C | D type C { n: Int } type D { n: Int }',
      'type Query { p: P } union P = C type C { n: Int }',
      'query Read {\n  p { ...F }\n}\nfragment F on D { n }',
      'breaking diff/type-removed D Read:4',
    ],
    [
      'an interface that is no longer implemented',
      'type Query { i: I, d: D } interface I { n: Int } type C implements I { n: Int } type D implements I { n: Int }',
      'type Query { i: I, d: D } interface I { n: Int } type C implements I { n: Int } type D { n: Int }',
      'query Read {\n  i {\n    ... on D { n }\n  }\n}',
      'breaking diff/implementation-removed D Read:3',
    ],
    [
      'the type of the field that a fragment stands in',
      'type Query { i: I } interface I { n: Int } type C implements I { n: Int } type D implements I { n: Int }',
      'type Query { i: C } interface I { n: Int } type C implements I { n: Int } type D implements I { n: Int }',
      'query Read {\n  i {\n    ... on D { n }\n  }\n}',
      'breaking diff/field-type-changed Query.i Read:3',
    ],
    [
      'a field that is a scalar now',
      'type Query { b: B } type B { c: Int }',
      'type Query { b: Int } type B { c: Int }',
      'query Read {\n  b { c }\n}',
      'breaking diff/field-type-changed Query.b Read:2',
    ],
    [
      'a directive',
      'type Query { a: Int } directive @x on FIELD',
      'type Query { a: Int }',
      'query Read {\n  a @x\n}',
      'breaking diff/directive-removed @x Read:2',
    ],
    [
      'a root type',
      'type Query { a: Int } type Mutation { b: Int }',
      'type Query { a: Int }',
      'mutation Read { b }',
      'breaking diff/root-type-removed Mutation Read:1',
    ],
    [
      'a field that has no longer the shape of another',
      'type Query { p: P } union P = C | D type C { n: Int } type D { n: Int }',
      'type Query { p: P } union P = C | D type C { n: Int! } type D { n: Int }',
      'query Read {\n  p {\n    ... on D { n }\n    ... on C { n }\n  }\n}',
      'breaking diff/field-shape-differs C.n Read:3',
    ],
  ])('%s', (_, before, after, operation, expected) => {
    expect(broken(before, after, operation)).toEqual([expected]);
  });
});

describe('an operation that no change breaks', () => {
  test('is not named', () => {
    const [before, after] = ['type Query { a: Int, b: Int }', 'type Query { a: Int }'];
    expect(broken(before, after, 'query Read { a }')).toEqual([]);
  });

  test('is a finding of its own when it was refused before', () => {
    const [before, after] = ['type Query { a: Int, b: Int }', 'type Query { a: Int }'];
    expect(broken(before, after, 'query Read {\n  c\n}')).toEqual(['error operation/invalid :2']);
  });
});
