import { byId, type Ref } from '../by-id.ts';
import type { Suite } from '../suite.ts';

const dogs = byId([{ __typename: 'Dog', id: 'd1', legs: 4 }]);
const animals = (key: Ref) => dogs(key) ?? null;

export const suite: Suite = {
  about: '@interfaceObject whose objects nobody knows, or whose interface has no types where it is asked for',
  subgraphs: {
    animals: {
      typeDefs: `
        type Query { animals: [Animal] }
        interface Animal @key(fields: "id") { id: ID! legs: Int }
        type Dog implements Animal @key(fields: "id") { id: ID! legs: Int bark: String }
      `,
      resolvers: {
        Query: { animals: () => [animals({ id: 'd1' })] },
        Animal: { __resolveReference: animals },
        Dog: {
          __resolveReference: animals,
          bark: () => {
            throw new Error('no');
          },
        },
      },
    },
    vets: {
      typeDefs: `
        type Query { patients: [Animal] sure: Animal! }
        type Animal @interfaceObject @key(fields: "id") { id: ID! ill: Boolean }
      `,
      resolvers: {
        Query: { patients: () => [{ id: 'd1' }, { id: 'x9' }], sure: () => ({ id: 'x9' }) },
        Animal: { ill: ({ id }: Ref) => id !== 'd1' },
      },
    },
  },
  cases: [
    {
      name: 'what its own subgraph knows is there, of whatever type it is',
      query: '{ patients { id ill } }',
      data: {
        patients: [
          { id: 'd1', ill: false },
          { id: 'x9', ill: true },
        ],
      },
    },
    {
      name: 'a nullable field of the types is null where nobody knows the object',
      query: '{ patients { id legs } }',
      data: {
        patients: [
          { id: 'd1', legs: 4 },
          { id: 'x9', legs: null },
        ],
      },
    },
    {
      name: '__typename, which may not be null: the object is null, with an error',
      query: '{ patients { id __typename } }',
      data: { patients: [{ id: 'd1', __typename: 'Dog' }, null] },
      errors: [{ path: ['patients', 1] }],
      stock: 'No error.',
    },
    {
      name: '__typename where the object may not be null either',
      query: '{ sure { __typename } }',
      data: null,
      errors: [{ path: ['sure'] }],
      stock: 'No error.',
    },
    {
      name: 'a type condition asks for the type too',
      query: '{ patients { ... on Dog { legs } } }',
      data: { patients: [{ legs: 4 }, null] },
      errors: [{ path: ['patients', 1] }],
      stock: 'An object of no type, and no error.',
    },
    {
      name: 'an error of a type that is only known on the way',
      query: '{ patients { ill ... on Dog { bark } } }',
      data: { patients: [{ ill: false, bark: null }, null] },
      errors: [{ path: ['patients', 0, 'bark'] }, { path: ['patients', 1] }],
      stock: 'The second object, of which no type is known, is there without an error.',
    },
  ],
};
