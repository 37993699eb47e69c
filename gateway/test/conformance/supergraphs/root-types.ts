import type { Suite } from '../suite.ts';

export const suite: Suite = {
  about: 'root types of other names, fields that lead back to a root, directives of the subgraphs',
  subgraphs: {
    one: {
      typeDefs: `
        extend schema
          @link(url: "https://example.com/marks/v1.0", import: ["@mark"])
          @composeDirective(name: "@mark")
        schema { query: RootQuery mutation: RootMutation }
        directive @mark(as: String = "none") on FIELD | FIELD_DEFINITION | QUERY
        directive @cached(forS: Int! = 5) on FIELD
        type RootQuery { hello: String self: RootQuery me: Viewer number(of: Int = 3): Int! }
        type RootMutation { touch: Touched }
        type Viewer { root: RootQuery! name: String @mark(as: "x") }
        type Touched { ok: Boolean root: RootQuery }
      `,
      resolvers: {
        RootQuery: {
          hello: () => 'hello',
          self: () => ({}),
          me: () => ({ root: {}, name: 'Ada' }),
          number: (_: unknown, { of }: { of: number }) => of,
        },
        RootMutation: { touch: () => ({ ok: true, root: {} }) },
      },
    },
    two: {
      typeDefs: `
        directive @cached(forS: Int! = 5) on FIELD
        type Query { world: String list: [Query!] }
      `,
      resolvers: { Query: { world: () => 'world', list: () => [{}, {}] } },
    },
  },
  cases: [
    {
      name: 'their names are those of the API schema',
      query: '{ __typename hello world }',
      data: { __typename: 'Query', hello: 'hello', world: 'world' },
    },
    {
      name: 'a field that leads to the root leads to all subgraphs',
      query: '{ self { world self { hello } } me { name root { world __typename } } }',
      data: {
        self: { world: 'world', self: { hello: 'hello' } },
        me: { name: 'Ada', root: { world: 'world', __typename: 'Query' } },
      },
      stock: 'The object is null, for its subgraph says that its type is RootQuery.',
    },
    {
      name: 'in a list, to each element',
      query: '{ list { hello number(of: 4) } }',
      data: { list: [1, 2].map(() => ({ hello: 'hello', number: 4 })) },
      stock: 'The planner asks every subgraph for Query, whatever its root type is called.',
    },
    {
      name: 'from a mutation',
      query: 'mutation { __typename touch { root { world hello __typename } ok } }',
      data: {
        __typename: 'Mutation',
        touch: { root: { world: 'world', hello: 'hello', __typename: 'Query' }, ok: true },
      },
    },
    {
      name: 'a directive of all subgraphs, with a default argument, on fields of each',
      query: '{ hello @cached world @cached(forS: 7) }',
      data: { hello: 'hello', world: 'world' },
    },
    {
      name: 'another root type stays unknown',
      query: '{ __type(name: "RootQuery") { name } self { ... on Query { number } } }',
      data: { __type: null, self: { number: 3 } },
    },
    {
      name: 'fragments on the root, spread at the root and below',
      query:
        '{ ...a ...b } fragment a on Query { hello number } fragment b on Query { ...a self { ...a world } world }',
      data: {
        hello: 'hello',
        number: 3,
        self: { hello: 'hello', number: 3, world: 'world' },
        world: 'world',
      },
      stock: 'The fragments are sent to a subgraph that has no type Query.',
    },
  ],
};
