import type { Ref } from '../by-id.ts';
import type { Suite } from '../suite.ts';

const none = () => null;

export const suite: Suite = {
  about: 'null where it may not stand: up to where it may, through objects of several subgraphs',
  subgraphs: {
    tree: {
      typeDefs: `
        type Query { root: Branch sureRoot: Branch! branches: [Branch!] loose: [Branch]! pair: Pair! }
        type Pair { left: Branch right: Branch! }
        type Branch @key(fields: "id") { id: ID! twig: Twig! twigs: [Twig!]! loose: [Twig] maybe: Twig }
        type Twig @key(fields: "id") { id: ID! leafless: Boolean }
      `,
      resolvers: {
        Query: {
          root: () => branch('b1'),
          sureRoot: () => branch('b1'),
          branches: () => [branch('b2'), branch('b1')],
          loose: () => [branch('b1'), branch('b2')],
          pair: () => ({ left: branch('b2'), right: branch('b1') }),
        },
      },
    },
    leaves: {
      typeDefs: `
        type Branch @key(fields: "id") { id: ID! fruit: Fruit! bark: String! }
        type Twig @key(fields: "id") { id: ID! leaf: Leaf! colour: String! buds: [Bud!]! open: [[Bud!]] }
        type Leaf { area: Int! veins: [Int!] }
        type Bud { id: ID! green: Boolean! }
        type Fruit @key(fields: "id") { id: ID! }
      `,
      resolvers: {
        Branch: { fruit: ({ id }: Ref) => ({ id: `f${id}` }), bark: () => 'brown' },
        Twig: {
          leaf: ({ id }: Ref) => ({ area: id === 't1' ? null : 5, veins: [1, null] }),
          colour: ({ id }: Ref) => (id === 't1' ? null : 'green'),
          buds: ({ id }: Ref) => [{ id: `${id}x`, green: id === 't1' ? null : true }],
          open: () => [
            [
              { id: 'o1', green: true },
              { id: 'o2', green: null },
            ],
            [],
            null,
            [{ id: 'o3', green: false }],
          ],
        },
      },
    },
    fruits: {
      typeDefs: 'type Fruit @key(fields: "id") { id: ID! ripe: Boolean! sort: String }',
      resolvers: { Fruit: { ripe: none, sort: none } },
    },
  },
  cases: [
    {
      name: 'the nearest that may be null',
      query: '{ root { id maybe { colour } } }',
      data: { root: { id: 'b1', maybe: null } },
      errors: [{ path: ['root', 'maybe', 'colour'] }],
    },
    {
      name: 'through objects that may not, of another subgraph',
      query: '{ root { id twig { leafless colour } } }',
      data: { root: null },
      errors: [{ path: ['root', 'twig', 'colour'] }],
    },
    {
      name: 'up to the data themselves',
      query: '{ sureRoot { twig { leaf { area } } } }',
      data: null,
      errors: [{ path: ['sureRoot', 'twig', 'leaf', 'area'] }],
    },
    {
      name: 'but not beside',
      query: '{ pair { left { twig { leaf { area } } } } root { id } }',
      data: { pair: { left: { twig: { leaf: { area: 5 } } } }, root: { id: 'b1' } },
    },
    {
      name: 'an element of a list that may be null',
      query: '{ loose { id twig { colour } } root { loose { colour } } }',
      data: {
        loose: [null, { id: 'b2', twig: { colour: 'green' } }],
        root: { loose: [null, { colour: 'green' }] },
      },
      errors: [{ path: ['loose', 0, 'twig', 'colour'] }, { path: ['root', 'loose', 0, 'colour'] }],
    },
    {
      name: 'an element of a list that may not',
      query: '{ branches { id twig { colour } } }',
      data: { branches: null },
      errors: [{ path: ['branches', 1, 'twig', 'colour'] }],
    },
    {
      name: 'in lists in objects in lists',
      query: '{ loose { twigs { buds { id green } } } }',
      data: { loose: [null, { twigs: [{ buds: [{ id: 't2x', green: true }] }] }] },
      errors: [{ path: ['loose', 0, 'twigs', 0, 'buds', 0, 'green'] }],
    },
    {
      name: 'in a list of lists, to the inner one',
      query: '{ loose { id twigs { open { green } } } }',
      data: {
        loose: ['b1', 'b2'].map((id) => ({
          id,
          twigs: [{ open: [null, [], null, [{ green: false }]] }],
        })),
      },
      errors: [
        { path: ['loose', 0, 'twigs', 0, 'open', 0, 1, 'green'] },
        { path: ['loose', 1, 'twigs', 0, 'open', 0, 1, 'green'] },
      ],
    },
    {
      name: 'of a scalar in a list',
      query: '{ branches { twig { leaf { veins } } } }',
      data: {
        branches: [{ twig: { leaf: { veins: null } } }, { twig: { leaf: { veins: null } } }],
      },
      errors: [
        { path: ['branches', 0, 'twig', 'leaf', 'veins', 1] },
        { path: ['branches', 1, 'twig', 'leaf', 'veins', 1] },
      ],
    },
    {
      name: 'from the third subgraph through the second to the first',
      query: '{ root { fruit { ripe } } pair { right { bark fruit { sort } } } }',
      data: { root: null, pair: { right: { bark: 'brown', fruit: { sort: null } } } },
      errors: [{ path: ['root', 'fruit', 'ripe'] }],
    },
    {
      name: 'under aliases, in fragments: the path is that of the answer',
      query: '{ r: root { m: maybe { ...f } } } fragment f on Twig { c: colour }',
      data: { r: { m: null } },
      errors: [{ path: ['r', 'm', 'c'] }],
    },
    {
      name: 'a field that is selected twice is one fault',
      query: '{ root { maybe { colour } ... on Branch { maybe { colour } } } }',
      data: { root: { maybe: null } },
      errors: [{ path: ['root', 'maybe', 'colour'] }],
    },
  ],
};

function branch(id: string) {
  const twig = { id: id === 'b1' ? 't1' : 't2', leafless: false };
  return { id, twig, twigs: [twig], loose: [twig, { id: 't2' }], maybe: twig };
}
