import type { Suite } from '../suite.ts';

interface Filter {
  readonly size?: string;
  readonly tags?: readonly string[];
  readonly within?: Filter;
}
const shown = (filter: Filter | undefined | null) => JSON.stringify(filter);

export const suite: Suite = {
  about: 'enums, inputs and arguments that subgraphs define differently',
  subgraphs: {
    shirts: {
      typeDefs: `
        type Query {
          shirt(size: Size, only: Int): Shirt
          find(filter: Filter): String
          sizes(in: [Size!]! = [M, L]): [Size]
          shade: Shade
        }
        type Shirt @key(fields: "id") { id: ID! size: Size colour(of: Part = BACK): Colour shade: Shade @shareable }
        enum Size { S @inaccessible M L }
        enum Colour { RED BLUE }
        enum Shade { DARK }
        enum Part { FRONT BACK }
        input Filter { size: Size tags: [String!] = ["all"] within: Filter least: Int = 1 mine: Int }
      `,
      resolvers: {
        Query: {
          shirt: (_: unknown, args: { size?: string }) => ({ id: 's1', size: args.size ?? null }),
          find: (_: unknown, { filter }: { filter?: Filter }) => shown(filter),
          sizes: (_: unknown, args: { in: string[] }) => args.in,
          shade: () => 'DARK',
        },
        Shirt: { colour: (_: unknown, { of }: { of: string }) => (of === 'BACK' ? 'BLUE' : 'RED') },
      },
    },
    caps: {
      typeDefs: `
        type Query { cap: Cap findCap(filter: Filter, part: Part): String shades: [Shade!]! capSize: Size }
        type Cap { size: Size colour: Colour }
        type Shirt @key(fields: "id") { id: ID! worn(size: Size = M): String shade: Shade @shareable }
        enum Size { M L XL @inaccessible }
        enum Colour { RED GREEN }
        enum Shade { LIGHT MIDDLE }
        enum Part { BACK SIDE }
        input Filter { size: Size tags: [String!] = ["all"] within: Filter least: Int = 1 }
      `,
      resolvers: {
        Query: {
          cap: () => ({ size: 'XL', colour: 'GREEN' }),
          findCap: (_: unknown, { filter, part }: { filter?: Filter; part?: string }) =>
            `${part} ${shown(filter)}`,
          shades: () => ['LIGHT', 'MIDDLE'],
          capSize: () => 'L',
        },
        Shirt: { worn: (_: unknown, { size }: { size: string }) => `worn ${size}` },
      },
    },
  },
  cases: [
    {
      name: 'an enum of output has the values of all',
      query: '{ cap { colour } shirt { colour } shade shades }',
      data: {
        cap: { colour: 'GREEN' },
        shirt: { colour: 'BLUE' },
        shade: 'DARK',
        shades: ['LIGHT', 'MIDDLE'],
      },
    },
    {
      name: 'an enum of input and output has the values that are shown',
      query: '{ shirt(size: L) { size worn(size: M) more: worn } capSize }',
      data: { shirt: { size: 'L', worn: 'worn M', more: 'worn M' }, capSize: 'L' },
    },
    { name: 'a value that is not shown is refused', query: '{ shirt(size: S) { id } }', errors: [{}] },
    {
      name: 'also in a variable',
      query: 'query ($size: Size) { shirt(size: $size) { id } }',
      variables: { size: 'XL' },
      errors: [{}],
    },
    {
      name: 'and in an answer it is null',
      query: '{ cap { size colour } }',
      data: { cap: { size: null, colour: 'GREEN' } },
    },
    {
      name: 'an enum of input has the values that all have',
      query: '{ shirt { colour(of: FRONT) } }',
      errors: [{}],
    },
    {
      name: 'an input has the fields that all have, with their defaults',
      query: '{ find(filter: { size: M, within: { tags: [] } }) }',
      data: {
        find: '{"size":"M","tags":["all"],"within":{"tags":[],"least":1},"least":1}',
      },
    },
    { name: 'a field of one only is refused', query: '{ find(filter: { mine: 1 }) }', errors: [{}] },
    {
      name: 'an argument of one only is not lost',
      query: '{ shirt(only: 1) { id } }',
      data: { shirt: { id: 's1' } },
    },
    {
      name: 'by variables, some of which are not given',
      query: `query ($filter: Filter, $size: Size = L, $in: [Size!] = [L], $part: Part, $no: Size) {
        find(filter: $filter) findCap(filter: { size: $size, within: { size: $no } }, part: $part)
        sizes(in: $in) shirt(size: $no) { size }
      }`,
      variables: { filter: { tags: null, least: null }, part: 'BACK' },
      data: {
        find: '{"tags":null,"least":null}',
        findCap: 'BACK {"size":"L","tags":["all"],"within":{"tags":["all"],"least":1},"least":1}',
        sizes: ['L'],
        shirt: { size: null },
      },
    },
    {
      name: 'null is not absent',
      query: 'query ($filter: Filter) { find(filter: $filter) none: find nothing: find(filter: null) }',
      variables: { filter: null },
      data: { find: 'null', none: null, nothing: 'null' },
    },
  ],
};
