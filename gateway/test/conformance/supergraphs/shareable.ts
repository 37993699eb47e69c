import type { Ref } from '../by-id.ts';
import type { Suite } from '../suite.ts';

export const suite: Suite = {
  about: 'root fields that several subgraphs share, whose objects have no key: each gives its part of them',
  subgraphs: {
    names: {
      typeDefs: `
        type Query { site: Site! @shareable pages(first: Int = 2): [Page!] @shareable }
        type Site @shareable { host: String menu: Menu }
        type Menu @shareable { title: String }
        type Page @shareable { path: String title: String }
      `,
      resolvers: {
        Query: {
          site: () => ({ host: 'example', menu: { title: 'Main' } }),
          pages: (_: unknown, { first }: { first: number }) => pages.slice(0, first),
        },
      },
    },
    looks: {
      typeDefs: `
        type Query { site: Site! @shareable pages(first: Int = 2): [Page!] @shareable colour: String }
        type Site @shareable { host: String theme: Theme! menu: Menu }
        type Theme { name: String! owner: Owner }
        type Owner @key(fields: "id") { id: ID! }
        type Menu @shareable { width: Int }
        type Page @shareable { path: String colour: String }
      `,
      resolvers: {
        Query: {
          site: () => ({ host: 'example', menu: { width: 9 }, theme: { name: 'dark', owner: { id: 'o1' } } }),
          pages: (_: unknown, { first }: { first: number }) => pages.slice(0, first),
          colour: () => 'blue',
        },
      },
    },
    owners: {
      typeDefs: 'type Owner @key(fields: "id") { id: ID! name: String }',
      resolvers: { Owner: { name: ({ id }: Ref) => `owner ${id}` } },
    },
  },
  whole: {
    site: {
      host: 'example',
      menu: { title: 'Main', width: 9 },
      theme: { name: 'dark', owner: { id: 'o1', name: 'owner o1' } },
    },
    pages: ({ first }: { first: number }) => pages.slice(0, first),
    colour: 'blue',
  },
  cases: [
    {
      name: 'parts of one object',
      query: '{ site { menu { title width } host theme { name } } }',
      data: { site: { menu: { title: 'Main', width: 9 }, host: 'example', theme: { name: 'dark' } } },
    },
    {
      name: 'parts of objects in a list, by their places',
      query: '{ pages(first: 3) { colour title path } }',
      data: {
        pages: [
          { colour: 'red', title: 'Home', path: '/' },
          { colour: null, title: null, path: '/a' },
          { colour: 'green', title: 'B', path: '/b' },
        ],
      },
    },
    {
      name: 'the same field twice with different arguments',
      query: '{ pages { title } one: pages(first: 1) { colour title } }',
      data: { pages: [{ title: 'Home' }, { title: null }], one: [{ colour: 'red', title: 'Home' }] },
    },
    {
      name: 'an entity below one of the parts',
      query: '{ site { menu { title } theme { owner { name } } } colour }',
      data: { site: { menu: { title: 'Main' }, theme: { owner: { name: 'owner o1' } } }, colour: 'blue' },
    },
  ],
};

const pages = [
  { path: '/', title: 'Home', colour: 'red' },
  { path: '/a', title: null, colour: null },
  { path: '/b', title: 'B', colour: 'green' },
];
