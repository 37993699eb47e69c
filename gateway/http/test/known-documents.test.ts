import { describe, expect, test } from '@jest/globals';
import { parse } from 'graphql';
import type { SupergraphState } from '../../supergraph/state.ts';
import { createKnownDocuments, MAX_TEXT_CHARS } from '../known-documents.ts';

const state = {} as SupergraphState;
const context = { requestId: 'r', headers: {} };
const remembering = (...texts: string[]) => {
  const known = createKnownDocuments();
  for (const text of texts) known.remember(state, text, parse(text));
  return (
    query: string,
    { operationName, method = 'POST' }: { operationName?: string; method?: string } = {},
  ) => known.find(state, { query, operationName }, context, method);
};

test('a text that was executed is known, on the supergraph it was valid on', () => {
  const known = createKnownDocuments();
  const document = parse('{ a }');
  known.remember(state, '{ a }', document);
  expect(known.find(state, { query: '{ a }' }, context, 'POST')?.document).toBe(document);
  expect(known.find({} as SupergraphState, { query: '{ a }' }, context, 'POST')).toBeUndefined();
  expect(known.find(state, { query: '{ b }' }, context, 'POST')).toBeUndefined();
});

test('one of several operations must be named, and be there', () => {
  const find = remembering('query A { a } query B { b }');
  expect(find('query A { a } query B { b }', { operationName: 'B' })).toBeDefined();
  expect(find('query A { a } query B { b }', { operationName: 'C' })).toBeUndefined();
  expect(find('query A { a } query B { b }')).toBeUndefined();
});

test('a mutation by GET takes the long way, which refuses it', () => {
  const find = remembering('mutation { a }');
  expect(find('mutation { a }', { method: 'GET' })).toBeUndefined();
  expect(find('mutation { a }')).toBeDefined();
});

test('so many characters are kept, of those that were used last', () => {
  const long = (name: string) => `{ ${name.repeat(MAX_TEXT_CHARS / 2 - 10)} }`;
  const find = remembering(long('a'), long('b'), long('c'));
  expect([find(long('a')), find(long('b')), find(long('c'))].map(Boolean)).toEqual([false, true, true]);
});

describe('the hottest', () => {
  const known = createKnownDocuments();
  const ask = (query: string, variables = {}) => known.find(state, { query, variables }, context, 'POST');
  for (const text of ['{ a }', '{ b }', '{ c }']) known.remember(state, text, parse(text));
  ask('{ b }', { yes: true, no: false, name: 'private' });
  ask('{ b }', { yes: false });
  ask('{ a }');

  test('are those that were asked for most, on that supergraph', () => {
    expect(known.hottest(state, 10).map(({ text }) => text)).toEqual(['{ b }', '{ a }']);
    expect(known.hottest(state, 1).map(({ text }) => text)).toEqual(['{ b }']);
    expect(known.hottest({} as SupergraphState, 10)).toEqual([]);
  });

  test('say how they were asked for, but no values', () => {
    expect(known.hottest(state, 1)[0]?.variables).toEqual({ yes: true, no: false });
  });
});
