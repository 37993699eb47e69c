import { byId, type Ref } from '../by-id.ts';
import type { Suite } from '../suite.ts';

const people = byId([
  { __typename: 'Person', id: 'p1', name: 'Ada', friends: [{ id: 'p2' }, { id: 'p1' }] },
  { __typename: 'Person', id: 'p2', name: 'Ben', friends: [] },
]);
const friendsOf = (key: Ref) => people(key)?.friends.map(people);

export const suite: Suite = {
  about: 'fragments and aliases of every shape; selections that meet',
  subgraphs: {
    people: {
      typeDefs: `
        type Query { me: Person person(id: ID!): Person }
        interface Named { name(short: Boolean = false): String }
        type Person implements Named @key(fields: "id") {
          id: ID! name(short: Boolean = false): String friends: [Person!]
        }
      `,
      resolvers: {
        Query: { me: () => people({ id: 'p1' }), person: (_: unknown, key: Ref) => people(key) },
        Person: {
          __resolveReference: people,
          name: ({ name }: { name: string }, { short }: { short: boolean }) => (short ? name[0] : name),
          friends: friendsOf,
        },
      },
    },
    places: {
      typeDefs: `
        type Person @key(fields: "id") { id: ID! home(in: Lang = EN): Place visits(first: Int = 9): [Place!] }
        type Place @key(fields: "id") { id: ID! name: String }
        enum Lang { EN NL }
      `,
      resolvers: {
        Person: {
          home: ({ id }: Ref, args: { in: string }) => ({ id: `h${id}`, name: `home ${args.in}` }),
          visits: (_: unknown, { first }: { first: number }) =>
            ['Oslo', 'Rome'].slice(0, first).map((name) => ({ id: name, name })),
        },
      },
    },
    weather: {
      typeDefs: 'type Place @key(fields: "id") { id: ID! rain(day: Int = 0): Boolean }',
      resolvers: { Place: { rain: ({ id }: Ref, { day }: { day: number }) => (id.length + day) % 2 === 0 } },
    },
  },
  cases: [
    {
      name: 'one field under several names with different arguments, over subgraphs',
      query: `{ me {
        name n: name(short: true) name2: name
        home { name } zuhause: home(in: NL) { name } h: home(in: EN) { n: name rain tomorrow: rain(day: 1) }
      } }`,
      data: {
        me: {
          name: 'Ada',
          n: 'A',
          name2: 'Ada',
          home: { name: 'home EN' },
          zuhause: { name: 'home NL' },
          h: { n: 'home EN', rain: false, tomorrow: true },
        },
      },
    },
    {
      name: 'names that swap',
      query: '{ me { id: name name: id home: friends { id } friends: home { rain: name name: rain } } }',
      data: {
        me: {
          id: 'Ada',
          name: 'p1',
          home: [{ id: 'p2' }, { id: 'p1' }],
          friends: { rain: 'home EN', name: false },
        },
      },
      stock: 'The key goes under the name that stands for something else: keys are fetched by their names.',
    },
    {
      name: 'an alias that is the name of the key',
      query: '{ me { id: name home { id: name rain } } }',
      data: { me: { id: 'Ada', home: { id: 'home EN', rain: false } } },
      stock: 'The key goes under the name that stands for something else.',
    },
    {
      name: 'selections of one field that meet are one',
      query: `{
        me { friends { id } home { id } }
        ...more
        me { friends { name home { rain } } home { name } ... { home { rain } } }
      }
      fragment more on Query { me { friends { visits(first: 1) { name } } } }`,
      data: {
        me: {
          friends: [
            { id: 'p2', visits: [{ name: 'Oslo' }], name: 'Ben', home: { rain: false } },
            { id: 'p1', visits: [{ name: 'Oslo' }], name: 'Ada', home: { rain: false } },
          ],
          home: { id: 'hp1', name: 'home EN', rain: false },
        },
      },
    },
    {
      name: 'fragments in fragments, spread twice, with and without types',
      query: `query Q { ...a }
      fragment a on Query { me { ...b ... { ...b } ... on Person { ...c } } }
      fragment b on Named { name ... on Person { home { ...d } } }
      fragment c on Person { ...b id visits { ...d } }
      fragment d on Place { rain name }`,
      data: {
        me: {
          name: 'Ada',
          home: { rain: false, name: 'home EN' },
          id: 'p1',
          visits: [
            { rain: true, name: 'Oslo' },
            { rain: true, name: 'Rome' },
          ],
        },
      },
    },
    {
      name: '__typename everywhere, and under aliases',
      query: `{ __typename root: __typename me { t: __typename friends { __typename home { __typename rain kind: __typename } } } }`,
      data: {
        __typename: 'Query',
        root: 'Query',
        me: {
          t: 'Person',
          friends: [1, 2].map(() => ({
            __typename: 'Person',
            home: { __typename: 'Place', rain: false, kind: 'Place' },
          })),
        },
      },
    },
    {
      name: 'only __typename, in objects of two subgraphs',
      query: '{ me { home { __typename } friends { t: __typename } } }',
      data: { me: { home: { __typename: 'Place' }, friends: [{ t: 'Person' }, { t: 'Person' }] } },
    },
    {
      name: 'the same entity on many ways, with different selections',
      query:
        '{ me { friends { friends { name home { id } } home { name } } } person(id: "p1") { visits { id } } again: person(id: "p1") { name } }',
      data: {
        me: {
          friends: [
            { friends: [], home: { name: 'home EN' } },
            {
              friends: [
                { name: 'Ben', home: { id: 'hp2' } },
                { name: 'Ada', home: { id: 'hp1' } },
              ],
              home: { name: 'home EN' },
            },
          ],
        },
        person: { visits: [{ id: 'Oslo' }, { id: 'Rome' }] },
        again: { name: 'Ada' },
      },
    },
    {
      name: 'variables in fragments of other subgraphs',
      query: `query ($day: Int!, $lang: Lang = NL, $short: Boolean, $first: Int = 1) {
        me { ...p } person(id: "p2") { ...p }
      }
      fragment p on Person { name(short: $short) home(in: $lang) { ...w name } visits(first: $first) { ...w } }
      fragment w on Place { rain(day: $day) }`,
      variables: { day: 3 },
      data: {
        me: { name: 'Ada', home: { rain: true, name: 'home NL' }, visits: [{ rain: false }] },
        person: { name: 'Ben', home: { rain: true, name: 'home NL' }, visits: [{ rain: false }] },
      },
    },
  ],
};
