import { byId, type Ref } from '../by-id.ts';
import type { Suite } from '../suite.ts';

const moved = () => {
  throw new Error('this field has moved');
};
const bikes = byId([
  { __typename: 'Bike', id: 'b1', gears: 7 },
  { __typename: 'Bike', id: 'b2', gears: 21 },
]);

interface Given extends Ref {
  readonly gears?: number;
}

export const suite: Suite = {
  about: '@override of plain fields, of root fields, of fields with @requires, of fields of an interface',
  subgraphs: {
    old: {
      typeDefs: `
        type Query { bikes: [Bike!]! wheeled: [Wheeled] count: Int }
        interface Wheeled { id: ID! wheels: Int }
        type Bike implements Wheeled @key(fields: "id") {
          id: ID! gears: Int wheels: Int grade: String
          speed: Int @shareable
        }
        type Cart implements Wheeled @key(fields: "id") { id: ID! wheels: Int }
      `,
      resolvers: {
        Query: {
          bikes: () => [bikes({ id: 'b1' }), bikes({ id: 'b2' })],
          wheeled: () => [bikes({ id: 'b2' }), { __typename: 'Cart', id: 'c1' }, null],
          count: moved,
        },
        Bike: { __resolveReference: bikes, wheels: moved, grade: moved, speed: moved },
        Cart: { wheels: () => 4 },
      },
    },
    fresh: {
      typeDefs: `
        type Query { count: Int @override(from: "old") }
        type Bike @key(fields: "id") {
          id: ID! gears: Int @external
          wheels: Int @override(from: "old")
          grade: String @override(from: "old") @requires(fields: "gears")
          speed: Int @override(from: "old") @shareable
        }
      `,
      resolvers: {
        Query: { count: () => 2 },
        Bike: {
          wheels: () => 2,
          grade: ({ id, gears }: Given) => `${id} with ${gears}`,
          speed: () => 25,
        },
      },
    },
  },
  cases: [
    { name: 'a root field', query: '{ count }', data: { count: 2 } },
    {
      name: 'a field comes from where it has moved to',
      query: '{ bikes { gears wheels speed } }',
      data: {
        bikes: [
          { gears: 7, wheels: 2, speed: 25 },
          { gears: 21, wheels: 2, speed: 25 },
        ],
      },
    },
    {
      name: 'it requires of where it comes from',
      query: '{ bikes { grade } }',
      data: { bikes: [{ grade: 'b1 with 7' }, { grade: 'b2 with 21' }] },
    },
    {
      name: 'an interface of which one type has moved its field',
      query: '{ wheeled { __typename wheels } }',
      data: { wheeled: [{ __typename: 'Bike', wheels: 2 }, { __typename: 'Cart', wheels: 4 }, null] },
    },
    {
      name: 'by type and by interface at once',
      query: '{ wheeled { id w: wheels ... on Bike { wheels grade } } }',
      data: {
        wheeled: [{ id: 'b2', w: 2, wheels: 2, grade: 'b2 with 21' }, { id: 'c1', w: 4 }, null],
      },
    },
  ],
};
