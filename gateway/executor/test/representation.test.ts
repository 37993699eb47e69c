import type { FetchDataRewrite, QueryPlanSelectionNode } from '@apollo/query-planner';
import { describe, expect, test } from '@jest/globals';
import { compileRepresentation } from '../steps/representation.ts';

/** Film and Book are Media. */
const types = {
  isObject: (name: string) => name !== 'Media',
  within: (condition: string) => new Set(condition === 'Media' ? ['Media', 'Film', 'Book'] : [condition]),
};

const fields = (...names: readonly string[]): QueryPlanSelectionNode[] =>
  names.map((name) => ({ kind: 'Field', name }));

const on = (typeCondition: string, ...selections: QueryPlanSelectionNode[]): QueryPlanSelectionNode => ({
  kind: 'InlineFragment',
  typeCondition,
  selections,
});

const asMedia = (type: string): FetchDataRewrite => ({
  kind: 'ValueSetter',
  path: [`... on ${type}`, '__typename'],
  setValueTo: 'Media',
});

describe('a representation', () => {
  const required = [on('Film', ...fields('__typename', 'id')), on('Media', ...fields('__typename', 'seal'))];

  test('has each field once, also when several fragments ask for it', () => {
    const represent = compileRepresentation(required, [], types);
    expect(represent({ __typename: 'Film', id: '1', seal: null })).toBe(
      '{"__typename":"Film","id":"1","seal":null}',
    );
    expect(represent({ __typename: 'Book', id: '1', seal: 'x' })).toBe('{"__typename":"Book","seal":"x"}');
  });

  test('is rewritten whichever fragment of its type asks for the field', () => {
    const represent = compileRepresentation(required, [asMedia('Film')], types);
    expect(represent({ __typename: 'Film', id: '1', seal: 'x' })).toBe(
      '{"__typename":"Media","id":"1","seal":"x"}',
    );
    expect(represent({ __typename: 'Book', seal: 'x' })).toBe('{"__typename":"Book","seal":"x"}');
  });

  test('of an interface object is that of the interface', () => {
    const represent = compileRepresentation(required, [], types);
    expect(represent({ __typename: 'Media', seal: 'x' })).toBe('{"__typename":"Media","seal":"x"}');
  });

  test('joins what several fragments ask of an object inside', () => {
    const inside = (name: string): QueryPlanSelectionNode => ({
      kind: 'Field',
      name: 'part',
      selections: fields(name),
    });
    const represent = compileRepresentation([on('Film', inside('a')), on('Media', inside('b'))], [], types);
    expect(represent({ __typename: 'Film', part: [{ a: 1, b: 2 }] })).toBe('{"part":[{"a":1,"b":2}]}');
    expect(represent({ __typename: 'Film', part: [{ a: 1 }] })).toBeUndefined();
  });

  test('is not made of a type that nothing is required of', () => {
    const represent = compileRepresentation(required, [], types);
    expect(represent({ __typename: 'Tape', id: '1', seal: 'x' })).toBeUndefined();
    expect(represent({ id: '1', seal: 'x' })).toBeUndefined();
  });
});
