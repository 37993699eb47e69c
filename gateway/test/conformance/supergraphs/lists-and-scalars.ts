import type { Ref } from '../by-id.ts';
import type { Suite } from '../suite.ts';

const json = { __typename: 'NoType', id: 7, list: [{ a: null }, [1, 'x']], constructor: { name: 'c' } };

export const suite: Suite = {
  about: 'lists of lists, empty and null lists, scalars that look like objects',
  subgraphs: {
    grid: {
      typeDefs: `
        scalar JSON
        scalar BigInt
        type Query { grid: [[Cell]] rows: [[Cell!]!] board: Board json: JSON jsons: [JSON] empty: [Cell!]! numbers: [[Int!]!]! big: BigInt floats: [Float] }
        type Board { cells: [[[Cell!]]!] meta: JSON }
        type Cell @key(fields: "id") { id: ID! meta: JSON }
      `,
      resolvers: {
        Query: {
          grid: () => [[{ id: 'c1' }, null, { id: 'c2' }], null, [], [{ id: 'c1' }]],
          rows: () => [[{ id: 'c1' }], [{ id: 'c2' }, { id: 'bad' }]],
          board: () => ({ cells: [[[{ id: 'c1' }], null], [], [[]]], meta: json }),
          json: () => json,
          jsons: () => [json, null, 'text', 1, false, [json], []],
          empty: () => [],
          numbers: () => [[1, 2], [], [3]],
          big: () => '12345678901234567890',
          floats: () => [1.5, 2, -0.0001, 1e21],
        },
        Cell: { meta: ({ id }: Ref) => ({ id }) },
      },
    },
    marks: {
      typeDefs: `
        scalar JSON
        type Cell @key(fields: "id") { id: ID! mark: String mustMark: String! note: JSON marks: [[String]!] }
      `,
      resolvers: {
        Cell: {
          mark: ({ id }: Ref) => `mark ${id}`,
          mustMark: ({ id }: Ref) => (id === 'bad' ? null : `must ${id}`),
          note: ({ id }: Ref) => ({ [id]: [id] }),
          marks: ({ id }: Ref) => [[id, null], []],
        },
      },
    },
  },
  cases: [
    {
      name: 'entities in lists of lists keep their places',
      query: '{ grid { id mark } }',
      data: {
        grid: [
          [{ id: 'c1', mark: 'mark c1' }, null, { id: 'c2', mark: 'mark c2' }],
          null,
          [],
          [{ id: 'c1', mark: 'mark c1' }],
        ],
      },
    },
    {
      name: 'one level deeper, and lists that come from there',
      query: '{ board { cells { marks mark } } empty { mark } }',
      data: {
        board: { cells: [[[{ marks: [['c1', null], []], mark: 'mark c1' }], null], [], [[]]] },
        empty: [],
      },
    },
    {
      name: 'an error in a list of lists goes up through both where null may not stand',
      query: '{ rows { id mustMark } grid { mustMark } }',
      data: {
        rows: null,
        grid: [[{ mustMark: 'must c1' }, null, { mustMark: 'must c2' }], null, [], [{ mustMark: 'must c1' }]],
      },
      errors: [{ path: ['rows', 1, 1, 'mustMark'] }],
    },
    {
      name: 'scalars that are objects are given as they are',
      query: '{ json jsons board { meta } }',
      data: { json, jsons: [json, null, 'text', 1, false, [json], []], board: { meta: json } },
    },
    {
      name: 'scalars from two subgraphs, twice, under names',
      query: '{ grid { meta note n: note m: meta } }',
      data: {
        grid: [[jsonCell('c1'), null, jsonCell('c2')], null, [], [jsonCell('c1')]],
      },
    },
    {
      name: 'numbers',
      query: '{ numbers big floats }',
      data: { numbers: [[1, 2], [], [3]], big: '12345678901234567890', floats: [1.5, 2, -0.0001, 1e21] },
    },
  ],
};

function jsonCell(id: string) {
  return { meta: { id }, note: { [id]: [id] }, n: { [id]: [id] }, m: { id } };
}
