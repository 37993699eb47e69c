import { describe, expect, test } from '@jest/globals';
import { composed } from './asked.ts';

const subgraph = (field: string, level: string) => ({
  typeDefs: `
    extend schema
      @link(url: "https://example.com/specs/trace/v1.0", import: ["@trace"])
      @composeDirective(name: "@trace")
    directive @trace(${level}, tags: [String!]) on FIELD
    enum Level { LOW HIGH }
    type Query { ${field}: String }
  `,
  resolvers: { Query: { [field]: () => field } },
});
const ask = composed({
  one: subgraph('one', 'level: Level!'),
  other: subgraph('other', 'level: Level! = LOW'),
});

describe('A directive for operations that subgraphs compose', () => {
  test('goes to them as it is written', async () => {
    const { data, errors, fetches } = await ask(
      'query ($tag: String!) { one @trace(level: HIGH, tags: [$tag]) }',
      {
        tag: 'x',
      },
    );
    expect([data, errors]).toEqual([{ one: 'one' }, undefined]);
    expect(fetches).toEqual(['one: query($tag:String!){one@trace(level:HIGH tags:[$tag])}']);
  });

  test('has its default also where the subgraph has none', async () => {
    const { data, errors, fetches } = await ask('{ one @trace other @trace }');
    expect([data, errors]).toEqual([{ one: 'one', other: 'other' }, undefined]);
    expect(new Set(fetches)).toEqual(
      new Set(['one: {one@trace(level:LOW)}', 'other: {other@trace(level:LOW)}']),
    );
  });

  test('is seen by clients', async () => {
    const { data } = await ask('{ __schema { directives { name locations } } }');
    expect(data).toMatchObject({
      __schema: { directives: expect.arrayContaining([{ name: 'trace', locations: ['FIELD'] }]) },
    });
  });

  test('federation’s own are not', async () => {
    const { data } = await ask('{ __schema { directives { name } } }');
    const { directives } = (data as { __schema: { directives: { name: string }[] } }).__schema;
    expect(directives.map(({ name }) => name)).toEqual([
      'include',
      'skip',
      'deprecated',
      'specifiedBy',
      'oneOf',
      'trace',
    ]);
  });
});
