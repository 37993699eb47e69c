import type { Ref } from '../by-id.ts';
import type { Suite } from '../suite.ts';

const notProvided = () => {
  throw new Error('this comes from its owner');
};

const rooms = [
  { __typename: 'Suite', id: 'r1', floor: 3, view: 'sea' },
  { __typename: 'Dorm', id: 'r2', floor: 1, beds: 8 },
];

export const suite: Suite = {
  about: '@provides through fragments on unions and interfaces',
  subgraphs: {
    bookings: {
      typeDefs: `
        type Query {
          rooms: [Room!]! @provides(fields: "... on Suite { floor view }")
          found: [Found] @provides(fields: "... on Suite { view } ... on Dorm { beds }")
        }
        interface Room { id: ID! floor: Int }
        union Found = Suite | Dorm | Nothing
        type Suite implements Room @key(fields: "id") { id: ID! floor: Int @external view: String @external }
        type Dorm implements Room @key(fields: "id") { id: ID! floor: Int @external beds: Int @external }
        type Nothing { why: String }
      `,
      resolvers: {
        Query: { rooms: () => rooms, found: () => [...rooms, { __typename: 'Nothing', why: 'full' }, null] },
      },
    },
    house: {
      typeDefs: `
        type Suite @key(fields: "id") { id: ID! floor: Int @shareable view: String @shareable bath: Boolean }
        type Dorm @key(fields: "id") { id: ID! floor: Int @shareable beds: Int @shareable }
      `,
      resolvers: {
        Suite: { floor: notProvided, view: notProvided, bath: () => true },
        Dorm: { floor: () => 1, beds: ({ id }: Ref) => (id === 'r2' ? 8 : 0) },
      },
    },
  },
  cases: [
    {
      name: 'a field of the interface, and one of a type',
      query: '{ rooms { floor ... on Suite { view } } }',
      data: { rooms: [{ floor: 3, view: 'sea' }, { floor: 1 }] },
    },
    {
      name: 'what is not provided of one type comes from its owner',
      query: '{ rooms { id ... on Dorm { beds } ... on Suite { bath view } } }',
      data: {
        rooms: [
          { id: 'r1', bath: true, view: 'sea' },
          { id: 'r2', beds: 8 },
        ],
      },
    },
    {
      name: 'members of a union',
      query: '{ found { __typename ... on Suite { view } ... on Dorm { beds } ... on Nothing { why } } }',
      data: {
        found: [
          { __typename: 'Suite', view: 'sea' },
          { __typename: 'Dorm', beds: 8 },
          { __typename: 'Nothing', why: 'full' },
          null,
        ],
      },
    },
    {
      name: 'an interface that the union is asked as',
      query: '{ found { ... on Room { id } ... on Suite { bath } } }',
      data: { found: [{ id: 'r1', bath: true }, { id: 'r2' }, {}, null] },
    },
  ],
};
