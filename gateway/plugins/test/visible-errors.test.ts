import { expect, test } from '@jest/globals';
import { buildSchema, GraphQLError, parse } from 'graphql';
import { inlineFragments } from '../../operations/inline-fragments.ts';
import { selectedOperation } from '../../operations/selected-operation.ts';
import type { Path } from '../authorisation/shape.ts';
import { visibleErrors } from '../authorisation/visible-errors.ts';

const schema = buildSchema(`
  type Query { me: User found: [Thing] }
  union Thing = User | Vault
  type User { id: ID name: String ssn: String best: User }
  type Vault { worth: Int }
`);
const document = parse(`{
  me { called: name best { name } }
  found { __typename ...F }
}
fragment F on User { ... on User { best { id } } }`);
const operation = inlineFragments(document, selectedOperation(document, undefined));
const denied = new Set(['User.ssn', 'Vault']);

/** The paths that are left of an error's, and whether it still says what it said. */
function seen(path: Path | undefined, ...hidden: readonly Path[]) {
  const error = new GraphQLError('said', {
    path,
    extensions: { code: 'NOT_FOUND', serviceName: 'users', row: 1 },
  });
  return visibleErrors(schema, operation, [error], hidden, (coordinate) => denied.has(coordinate)).map(
    ({ message, path: left, extensions }) => ({ message, path: left?.join('.'), extensions }),
  );
}

const told = (path: string | undefined) => [
  { message: 'said', path, extensions: { code: 'NOT_FOUND', serviceName: 'users', row: 1 } },
];
const concealed = (path: string) => [
  {
    message: 'Internal server error',
    path,
    extensions: { code: 'INTERNAL_SERVER_ERROR', serviceName: 'users' },
  },
];

test('an error of what was selected is told, by its response name and through fragments', () => {
  expect(seen(['me', 'called'])).toEqual(told('me.called'));
  expect(seen(['found', 3, 'best', 'id'])).toEqual(told('found.3.best.id'));
  expect(seen(undefined)).toEqual(told(undefined));
});

test('an error of what was fetched besides is told if the caller may have it', () => {
  expect(seen(['me', 'id'])).toEqual(told('me.id'));
  expect(seen(['me', 'best', 'best', 'name'])).toEqual(told('me.best.best.name'));
});

test('an error of a denied field ends before it and tells nothing', () => {
  expect(seen(['me', 'ssn'])).toEqual(concealed('me'));
  expect(seen(['found', 0, 'best', 'ssn'])).toEqual(concealed('found.0.best'));
});

test('an error inside a denied type ends before it and tells nothing', () => {
  expect(seen(['found', 1, 'worth'])).toEqual(concealed('found.1'));
});

test('a name that the schema does not have ends the path', () => {
  expect(seen(['me', 'ssn__alias'])).toEqual(concealed('me'));
  expect(seen(['me', 'called', 'deeper'])).toEqual(concealed('me.called'));
});

test('an error at or inside a hidden object is not told', () => {
  expect(seen(['found', 1], ['found', 1])).toEqual([]);
  expect(seen(['found', 1, 'best', 'id'], ['found', 0], ['found', 1])).toEqual([]);
});

test('an error beside a hidden object is told', () => {
  expect(seen(['found', 11], ['found', 1])).toEqual(told('found.11'));
  expect(seen(['found'], ['found', 1])).toEqual(told('found'));
});
