import { describe, expect, test } from '@jest/globals';
import { composed } from './asked.ts';

const tea = { __typename: 'Drink', id: 'd1', litres: 0.5 };
const kite = { __typename: 'Toy', id: 't1', age: 3, size: 'BIG', parts: [{ name: 'Tail' }] };
const poster = { __typename: 'Print', id: 'p1', width: 40 };
const loan = { __typename: 'Ticket', id: 'k1', seat: 7 };

const ask = composed({
  kitchen: {
    typeDefs: `
      type Query { kitchen: Room! }
      type Room @key(fields: "id") { id: ID! menu: Menu @shareable }
      type Menu @shareable { items: [Item!]! ware: Ware }
      union Item = Drink | Toy
      interface Ware { id: ID! }
      type Drink @shareable { id: ID! litres: Float }
      type Toy { id: ID! age(unit: Unit, of: Filter): Int size: Size parts: [Part] }
      type Print implements Ware { id: ID! width(unit: String): Int }
      type Part { name: String }
      enum Size { BIG }
      enum Unit { YEARS MONTHS }
      input Filter { unit: Unit = YEARS and: [Filter!] }
    `,
    resolvers: {
      Query: { kitchen: () => ({ id: 'r1' }) },
      Room: { menu: () => ({ items: [tea, kite], ware: poster }) },
      Toy: { age: (_: never, { unit }: { unit?: string }) => (unit === 'MONTHS' ? 36 : 3) },
    },
  },
  hall: {
    typeDefs: `
      type Query { hall: Room! }
      type Room @key(fields: "id") { id: ID! menu: Menu @shareable board: Menu }
      type Menu @shareable { items: [Item!]! ware: Ware }
      union Item = Drink | Ticket
      interface Ware { id: ID! }
      type Drink @shareable { id: ID! litres: Float }
      type Ticket implements Ware { id: ID! seat: Int }
    `,
    resolvers: {
      Query: { hall: () => ({ id: 'r1' }) },
      Room: {
        menu: () => ({ items: [tea, loan], ware: loan }),
        board: () => ({ items: [loan], ware: loan }),
      },
    },
  },
});

const items = `items {
  __typename
  ... on Drink { litres }
  ... on Toy { age size parts { name } }
  ... on Ticket { seat }
}`;
const drink = { __typename: 'Drink', litres: 0.5 };
const toy = { __typename: 'Toy', age: 3, size: 'BIG', parts: [{ name: 'Tail' }] };
const ticket = { __typename: 'Ticket', seat: 7 };

describe('A field that subgraphs share, of a type with other members in each', () => {
  test.each([
    [
      'gives the members of the one',
      `{ kitchen { menu { ${items} } } }`,
      { kitchen: { menu: { items: [drink, toy] } } },
    ],
    ['and of the other', `{ hall { menu { ${items} } } }`, { hall: { menu: { items: [drink, ticket] } } }],
    [
      'where only one has it too',
      `{ hall { board { ${items} } } }`,
      { hall: { board: { items: [ticket] } } },
    ],
    [
      'after a way over an entity',
      `{ kitchen { board { ${items} } } }`,
      { kitchen: { board: { items: [ticket] } } },
    ],
    [
      'also of an interface',
      '{ kitchen { menu { ware { id ... on Print { width } ... on Ticket { seat } } } } }',
      { kitchen: { menu: { ware: { id: 'p1', width: 40 } } } },
    ],
    [
      'a member that never comes is no harm',
      '{ kitchen { menu { items { ... on Ticket { seat } } } } }',
      { kitchen: { menu: { items: [{}, {}] } } },
    ],
  ])('%s', async (_name, query, data) => {
    const answer = await ask(query);
    expect(answer.errors).toBeUndefined();
    expect(answer.data).toEqual(data);
  });

  test('a subgraph is asked for none that it lacks, nor given their variables', async () => {
    const query = `query ($unit: Unit) { hall { menu { items { ... on Toy { age(unit: $unit, of: { and: [{ unit: $unit }] }) } ... on Ticket { seat } } } } }`;
    const { data, errors, fetches } = await ask(query, { unit: 'MONTHS' });
    expect(errors).toBeUndefined();
    expect(data).toEqual({ hall: { menu: { items: [{}, { seat: 7 }] } } });
    expect(fetches).toEqual(['hall: {hall{menu{items{__typename ...on Ticket{seat}}}}}']);
  });

  test('the one that has them is given the variables', async () => {
    const query = `query ($unit: Unit) { kitchen { menu { items { ... on Toy { age(unit: $unit) } } } } }`;
    expect(await ask(query, { unit: 'MONTHS' })).toMatchObject({
      data: { kitchen: { menu: { items: [{}, { age: 36 }] } } },
    });
  });
});
