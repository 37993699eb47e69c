import { describe, expect, test } from '@jest/globals';
import { buildSchema } from 'graphql';
import { writeProject } from '../test/tree.ts';
import { checkOperations } from './check-operations.ts';
import { readOperations } from './read-operations.ts';

const API = buildSchema('type Query { book(id: ID!): Book } type Book { title: String }');

const check = (files: Readonly<Record<string, string>>) => {
  const read = readOperations(writeProject(files));
  return read.ok ? checkOperations(API, read.value) : read.error;
};

describe('client operations', () => {
  test('that are valid are in order', () => {
    expect(
      check({ 'clients/operations/Book.graphql': 'query Book($id: ID!) { book(id: $id) { title } }' }),
    ).toEqual([]);
  });

  test('that a schema no longer serves are named by file and line', () => {
    const text = 'query Book {\n  book(id: "1") {\n    isbn\n  }\n}';
    expect(check({ 'clients/operations/Book.graphql': text })).toMatchObject([
      { rule: 'operation/invalid', file: 'clients/operations/Book.graphql', line: 3 },
    ]);
  });

  test('are one a file, of its name', () => {
    const found = check({
      'clients/operations/Book.graphql': 'query Other { book(id: "1") { title } }',
      'clients/operations/Two.graphql': 'query One { __typename } query Two { __typename }',
    });
    expect(found.map(({ rule, file }) => [rule, file])).toEqual([
      ['operation/name', 'clients/operations/Book.graphql'],
      ['operation/name', 'clients/operations/Two.graphql'],
    ]);
  });

  test('with syntax errors are all named', () => {
    const found = check({
      'clients/operations/A.graphql': 'query {',
      'clients/operations/B.graphql': 'qery',
    });
    expect(found.map(({ rule, file }) => [rule, file])).toEqual([
      ['syntax', 'clients/operations/A.graphql'],
      ['syntax', 'clients/operations/B.graphql'],
    ]);
  });
});
