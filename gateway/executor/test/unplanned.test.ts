import { describe, expect, test } from '@jest/globals';
import { composed } from './asked.ts';

const kite = { __typename: 'Kite', id: 'k1', string: 30 };

const ask = composed({
  shelf: {
    typeDefs: `
      type Query { spirit: Spirit shelf: Shelf thing: Thing @shareable }
      interface Spirit @key(fields: "id") { id: ID! }
      type Shelf { name: String spirit: Spirit }
      interface Thing { id: ID! }
      type Kite implements Thing { id: ID! string: Int }
      type Book implements Thing @shareable { id: ID! }
    `,
    resolvers: { Query: { shelf: () => ({ name: 'Top', spirit: null }), thing: () => kite } },
  },
  seance: {
    typeDefs: `
      type Query { seen: Spirit thing: Thing @shareable }
      type Spirit @interfaceObject @key(fields: "id", resolvable: false) { id: ID! age: Int }
      interface Thing { id: ID! }
      type Kite { colour: String }
      type Book implements Thing @shareable { id: ID! }
    `,
    resolvers: { Query: { seen: () => ({ id: 's1' }), thing: () => kite }, Spirit: { age: () => 300 } },
  },
});

describe('A field that no subgraph can be asked for', () => {
  test.each(['{ spirit { age } }', '{ spirit { age } seen { age } }', '{ shelf { name spirit { age } } }'])(
    '%s is not executed',
    async (query) => {
      await expect(ask(query)).rejects.toThrow('No subgraph can give');
    },
  );

  test('does not matter where it is skipped', async () => {
    const { data, errors } = await ask('query ($no: Boolean!) { spirit @include(if: $no) { age } }', {
      no: false,
    });
    expect([data, errors]).toEqual([{}, undefined]);
  });

  test('of an object that was taken for impossible there is null, with an error', async () => {
    const { data, errors } = await ask('{ thing { id ... on Kite { string } } }');
    expect(data).toEqual({ thing: { id: 'k1', string: null } });
    expect(errors).toMatchObject([
      { path: ['thing', 'string'], extensions: { code: 'OPERATION_UNRESOLVABLE' } },
    ]);
  });
});
