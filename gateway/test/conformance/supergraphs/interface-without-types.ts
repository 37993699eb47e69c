import { byId } from '../by-id.ts';
import type { Suite } from '../suite.ts';

const breads = byId([{ __typename: 'Bread', id: 'b1', grams: 500 }]);

export const suite: Suite = {
  about: 'an interface that has no types in a subgraph, objects of types that a subgraph does not have',
  subgraphs: {
    front: {
      typeDefs: `
        type Query { shelf: Ware ghost: Spirit spirits: [Spirit] lost: Soul }
        interface Soul @key(fields: "id") { id: ID! }
        interface Ware @key(fields: "id") { id: ID! }
        type Bread implements Ware @key(fields: "id") { id: ID! grams: Int }
        interface Spirit { id: ID! }
        type Ghost @key(fields: "id") { id: ID! }
      `,
      resolvers: {
        Query: {
          shelf: () => breads({ id: 'b1' }),
          lost: () => ({ __typename: 'Ghost', id: 'g1' }),
          ghost: () => ({ __typename: 'Ghost', id: 'g1' }),
          spirits: () => [null, { __typename: 'Ghost', id: 'g1' }],
        },
        Ware: { __resolveReference: breads },
        Bread: { __resolveReference: breads },
      },
    },
    back: {
      typeDefs: `
        type Query { stored: Ware seen: Spirit kept: Soul }
        type Soul @interfaceObject @key(fields: "id", resolvable: false) { id: ID! secret: String }
        type Ware @interfaceObject @key(fields: "id") { id: ID! place: String }
        interface Spirit { id: ID! }
        type Ghost implements Spirit @key(fields: "id") { id: ID! age: Int }
      `,
      resolvers: {
        Query: {
          stored: () => ({ id: 'b1' }),
          seen: () => ({ __typename: 'Ghost', id: 'g1' }),
          kept: () => ({ id: 'x1', secret: 'xyz' }),
        },
        Ware: { place: () => 'top' },
        Ghost: { age: () => 300 },
      },
    },
  },
  cases: [
    {
      name: 'an object that cannot be of the interface there is an error there',
      query: '{ ghost { id } }',
      data: { ghost: null },
      errors: [{ path: ['ghost'] }],
    },
    {
      name: 'in a list, of one element',
      query: '{ spirits { id } }',
      data: { spirits: [null, null] },
      errors: [{ path: ['spirits', 1] }],
    },
    {
      name: 'a field that only the types of other subgraphs have',
      query: '{ ghost { ... on Ghost { age } } seen { ... on Ghost { age } } }',
      data: { ghost: null, seen: { age: 300 } },
      errors: [{ path: ['ghost'] }],
    },
    {
      name: 'the types are where the interface object is not',
      query: '{ stored { place id ... on Bread { grams } } shelf { place ... on Bread { id place } } }',
      data: { stored: { place: 'top', id: 'b1', grams: 500 }, shelf: { place: 'top', id: 'b1' } },
    },
    {
      name: 'what no subgraph can give is refused, not left out',
      query: '{ shelf { id } lost { secret } }',
      errors: [{ code: 'OPERATION_UNRESOLVABLE' }],
      stock: 'The planner leaves it out: null, and no error.',
    },
    {
      name: 'where it stands, there is null and an error',
      query: '{ shelf { id } lost { id } }',
      data: { shelf: { id: 'b1' }, lost: null },
      errors: [{ path: ['lost'] }],
    },
    {
      name: 'the subgraph that has it gives it',
      query: '{ kept { id secret } }',
      data: { kept: { id: 'x1', secret: 'xyz' } },
    },
  ],
};
