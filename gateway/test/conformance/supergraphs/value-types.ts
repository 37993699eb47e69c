import { byId, type Ref } from '../by-id.ts';
import type { Suite } from '../suite.ts';

const dishes = [
  { id: 'd1', recipe: { id: 'r1', steps: 3 }, parts: [{ name: 'flour', from: { id: 'f1' } }] },
  { id: 'd2', recipe: null, parts: [] },
  { id: 'd3', recipe: { id: 'r3', steps: 5 }, parts: [{ name: 'rice', from: null }, null] },
];
const dish = byId(dishes);
const extras = byId([
  { id: 'd1', recipe: { minutes: 30, tool: { kind: 'pan' } }, parts: [{ grams: 100 }] },
  { id: 'd2', recipe: null, parts: [] },
  { id: 'd3', recipe: { minutes: 50, tool: null }, parts: [{ grams: 200 }, null] },
]);

export const suite: Suite = {
  about: 'objects without a key, whose fields several subgraphs have: fetched through the entity above them',
  subgraphs: {
    menu: {
      typeDefs: `
        type Query { dishes: [Dish!]! nested: Tree }
        type Dish @key(fields: "id") { id: ID! recipe: Recipe @shareable parts: [Part] @shareable }
        type Recipe { id: ID! steps: Int }
        type Part { name: String from: Farm }
        type Farm @key(fields: "id") { id: ID! }
        type Tree { dish: Dish trees: [Tree!] }
      `,
      resolvers: {
        Dish: { __resolveReference: dish },
        Query: {
          dishes: () => dishes,
          nested: () => ({
            dish: dish({ id: 'd1' }),
            trees: [
              { dish: dish({ id: 'd3' }), trees: [{ dish: null }] },
              { dish: dish({ id: 'd2' }), trees: [] },
            ],
          }),
        },
      },
    },
    kitchen: {
      typeDefs: `
        type Dish @key(fields: "id") { id: ID! recipe: Recipe @shareable parts: [Part] @shareable chef: Chef }
        type Recipe { minutes: Int tool: Tool }
        type Tool { kind: String }
        type Part { grams: Int }
        type Chef { name: String favourite: Dish }
      `,
      resolvers: {
        Dish: {
          __resolveReference: extras,
          chef: ({ id }: Ref) => ({ name: `chef of ${id}`, favourite: extras({ id: 'd3' }) }),
        },
      },
    },
    farms: {
      typeDefs:
        'type Farm @key(fields: "id") { id: ID! name: String best: Dish } type Dish @key(fields: "id", resolvable: false) { id: ID! }',
      resolvers: { Farm: { name: ({ id }: Ref) => `Farm ${id}`, best: () => ({ id: 'd1' }) } },
    },
  },
  cases: [
    {
      name: 'parts of one object',
      query: '{ dishes { recipe { steps minutes tool { kind } } } }',
      data: {
        dishes: [
          { recipe: { steps: 3, minutes: 30, tool: { kind: 'pan' } } },
          { recipe: null },
          { recipe: { steps: 5, minutes: 50, tool: null } },
        ],
      },
    },
    {
      name: 'parts of objects in a list, by their places',
      query: '{ dishes { parts { grams name from { name } } } }',
      data: {
        dishes: [
          { parts: [{ grams: 100, name: 'flour', from: { name: 'Farm f1' } }] },
          { parts: [] },
          { parts: [{ grams: 200, name: 'rice', from: null }, null] },
        ],
      },
    },
    {
      name: 'under aliases, twice',
      query: '{ dishes { r: recipe { minutes } recipe { id } again: recipe { n: minutes steps } } }',
      data: {
        dishes: [
          { r: { minutes: 30 }, recipe: { id: 'r1' }, again: { n: 30, steps: 3 } },
          { r: null, recipe: null, again: null },
          { r: { minutes: 50 }, recipe: { id: 'r3' }, again: { n: 50, steps: 5 } },
        ],
      },
    },
    {
      name: 'in a type that leads to itself',
      query:
        '{ nested { dish { recipe { minutes } } trees { dish { recipe { minutes } } trees { dish { id } } } } }',
      data: {
        nested: {
          dish: { recipe: { minutes: 30 } },
          trees: [
            { dish: { recipe: { minutes: 50 } }, trees: [{ dish: null }] },
            { dish: { recipe: null }, trees: [] },
          ],
        },
      },
    },
    {
      name: 'entities in objects of entities in objects',
      query:
        '{ dishes { chef { favourite { parts { from { best { chef { name } } } name } chef { name } } } } }',
      data: {
        dishes: [1, 2, 3].map(() => ({
          chef: {
            favourite: { parts: [{ from: null, name: 'rice' }, null], chef: { name: 'chef of d3' } },
          },
        })),
      },
    },
  ],
};
