import type { Ref } from '../by-id.ts';
import type { Suite } from '../suite.ts';

const pasta = { __typename: 'Dish', id: 'd1', name: 'Pasta' };
const tea = { __typename: 'Drink', id: 'd2', name: 'Tea' };
const flag = { __typename: 'Toy', id: 'd3', name: 'Flag' };

export const suite: Suite = {
  about: 'a union whose members differ between subgraphs',
  subgraphs: {
    kitchen: {
      typeDefs: `
        type Query { special: Item menu: Menu @shareable kitchen: Kitchen! }
        type Kitchen { items: [Item!] }
        type Menu @shareable { item: Item dish: Item items: [Item!] }
        union Item = Dish | Drink
        type Dish @key(fields: "id") { id: ID! name: String! @shareable }
        type Drink @key(fields: "id") { id: ID! name: String! @shareable }
      `,
      resolvers: {
        Query: {
          special: () => pasta,
          menu: () => ({ item: pasta, dish: pasta, items: [pasta] }),
          kitchen: () => ({ items: [pasta, tea] }),
        },
      },
    },
    shop: {
      typeDefs: `
        type Query { menu: Menu @shareable gift: Item prize: Item }
        type Menu @shareable { item: Item toy: Item items: [Item!] }
        union Item = Dish | Toy
        type Dish @key(fields: "id") { id: ID! name: String! @shareable }
        type Toy @key(fields: "id") { id: ID! name: String! age: Int }
      `,
      resolvers: {
        Query: {
          menu: () => ({ item: pasta, toy: flag, items: [pasta] }),
          gift: () => flag,
          prize: () => pasta,
        },
        Toy: { age: () => 3 },
      },
    },
    diet: {
      typeDefs: 'type Dish @key(fields: "id") { id: ID! calories: Int }',
      resolvers: { Dish: { calories: ({ id }: Ref) => Number(id[1]) * 100 } },
    },
  },
  whole: {
    special: { ...pasta, calories: 100 },
    gift: { ...flag, age: 3 },
    prize: { ...pasta, calories: 100 },
    kitchen: { items: [{ ...pasta, calories: 100 }, tea] },
    menu: { item: { ...pasta, calories: 100 }, dish: pasta, toy: { ...flag, age: 3 }, items: [pasta] },
  },
  cases: [
    {
      name: 'a member that the subgraph does not have is never the type: an empty object',
      query: '{ special { ... on Toy { name } } gift { ... on Drink { name } } }',
      data: { special: {}, gift: {} },
    },
    {
      name: 'all members are asked for, each subgraph gives its own',
      query: `{ special { ...item } gift { ...item } prize { ...item } }
        fragment item on Item { __typename ... on Dish { name } ... on Drink { name } ... on Toy { name age } }`,
      data: {
        special: { __typename: 'Dish', name: 'Pasta' },
        gift: { __typename: 'Toy', name: 'Flag', age: 3 },
        prize: { __typename: 'Dish', name: 'Pasta' },
      },
    },
    {
      name: 'a field of one member from a third subgraph',
      query: '{ kitchen { items { __typename ... on Dish { calories } ... on Toy { age } } } }',
      data: { kitchen: { items: [{ __typename: 'Dish', calories: 100 }, { __typename: 'Drink' }] } },
    },
    {
      name: 'in an object that both subgraphs share',
      query: `{ menu {
        item { __typename ... on Toy { age } ... on Dish { calories } }
        dish { ... on Dish { name } }
        toy { ... on Toy { age name } ... on Drink { name } }
        items { ... on Drink { id } ... on Toy { id } ... on Dish { id name } }
      } }`,
      data: {
        menu: {
          item: { __typename: 'Dish', calories: 100 },
          dish: { name: 'Pasta' },
          toy: { age: 3, name: 'Flag' },
          items: [{ id: 'd1', name: 'Pasta' }],
        },
      },
    },
  ],
};
