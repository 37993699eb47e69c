import { GraphQLError } from 'graphql';
import type { Ref } from '../by-id.ts';
import type { Suite } from '../suite.ts';

const fail = async (code?: string) => {
  throw new GraphQLError('no', code ? { extensions: { code } } : {});
};
const vans = ['v1', 'v2', 'v3'].map((id) => ({ id, driver: { id: `d${id}` } }));

export const suite: Suite = {
  about: 'errors of subgraphs: where the client sees them, and what they leave',
  subgraphs: {
    vans: {
      typeDefs: `
        type Query { vans: [Van] van(id: ID!): Van broken: Van sureBroken: Van! some: [Van] twice: [Van!] }
        type Van @key(fields: "id") { id: ID! driver: Driver plate: String }
        type Driver @key(fields: "id") { id: ID! }
      `,
      resolvers: {
        Query: {
          vans: () => vans,
          van: (_: unknown, key: Ref) => vans.find(({ id }) => id === key.id),
          broken: () => fail('NOT_FOUND'),
          sureBroken: () => fail(),
          some: () => [vans[0], new Error('no'), null],
          twice: () => [vans[1], vans[0], vans[1]],
        },
        Van: { plate: ({ id }: Ref) => (id === 'v2' ? fail('FORBIDDEN') : `plate ${id}`) },
      },
    },
    routes: {
      typeDefs: `
        type Van @key(fields: "id") { id: ID! route: Route load: Int! stops: [Stop] }
        type Route { name: String km: Int }
        type Stop { name: String! }
        type Driver @key(fields: "id") { id: ID! shift: String }
      `,
      resolvers: {
        Van: {
          __resolveReference: ({ id }: Ref) => (id === 'v3' ? fail('NOT_FOUND') : { id }),
          route: ({ id }: Ref) => ({ id, name: `route ${id}` }),
          load: ({ id }: Ref) => (id === 'v2' ? fail('CONFLICT') : 1),
          stops: ({ id }: Ref) => [{ name: `${id}a` }, { name: id === 'v1' ? 'v1b' : null }],
        },
        Route: { km: ({ id }: Ref) => (id === 'v2' ? fail('NOT_FOUND') : 7) },
        Driver: { shift: ({ id }: Ref) => (id === 'dv1' ? 'early' : fail('NOT_FOUND')) },
      },
    },
  },
  cases: [
    {
      name: 'of a root field, with its code',
      query: '{ broken { id } van(id: "v1") { id } }',
      data: { broken: null, van: { id: 'v1' } },
      errors: [{ path: ['broken'], code: 'NOT_FOUND' }],
    },
    {
      name: 'of a root field that may not be null; a code that is not ours is not shown',
      query: '{ sureBroken { id } van(id: "v1") { id } }',
      data: null,
      errors: [{ path: ['sureBroken'], code: 'INTERNAL_SERVER_ERROR' }],
    },
    {
      name: 'of an element',
      query: '{ some { id } }',
      data: { some: [{ id: 'v1' }, null, null] },
      errors: [{ path: ['some', 1] }],
    },
    {
      name: 'of a field of one of the entities',
      query: '{ vans { id plate } }',
      data: {
        vans: [
          { id: 'v1', plate: 'plate v1' },
          { id: 'v2', plate: null },
          { id: 'v3', plate: 'plate v3' },
        ],
      },
      errors: [{ path: ['vans', 1, 'plate'], code: 'FORBIDDEN' }],
    },
    {
      name: 'of one entity: only its fields are null',
      query: '{ vans { id route { name } } }',
      data: {
        vans: [
          { id: 'v1', route: { name: 'route v1' } },
          { id: 'v2', route: { name: 'route v2' } },
          { id: 'v3', route: null },
        ],
      },
      errors: [{ code: 'NOT_FOUND' }],
    },
    {
      name: 'deep in an entity, under aliases',
      query: '{ v: vans { r: route { n: name k: km } } }',
      data: {
        v: [{ r: { n: 'route v1', k: 7 } }, { r: { n: 'route v2', k: null } }, { r: null }],
      },
      errors: [{ path: ['v', 1, 'r', 'k'], code: 'NOT_FOUND' }, { code: 'NOT_FOUND' }],
    },
    {
      name: 'of a field that may not be null: the entity is, with one error',
      query: '{ vans { id load } }',
      data: { vans: [{ id: 'v1', load: 1 }, null, null] },
      errors: [{ path: ['vans', 1, 'load'], code: 'CONFLICT' }, { code: 'NOT_FOUND' }],
    },
    {
      name: 'in a list of an entity',
      query: '{ vans { stops { name } } }',
      data: {
        vans: [
          { stops: [{ name: 'v1a' }, { name: 'v1b' }] },
          { stops: [{ name: 'v2a' }, null] },
          { stops: null },
        ],
      },
      errors: [{ path: ['vans', 1, 'stops', 1, 'name'] }, { code: 'NOT_FOUND' }],
    },
    {
      name: 'of an entity that stands in several places: at each of them',
      query: '{ twice { route { km } } van(id: "v2") { route { km } } }',
      data: {
        twice: [{ route: { km: null } }, { route: { km: 7 } }, { route: { km: null } }],
        van: { route: { km: null } },
      },
      errors: [
        { path: ['twice', 0, 'route', 'km'] },
        { path: ['twice', 2, 'route', 'km'] },
        { path: ['van', 'route', 'km'] },
      ],
    },
    {
      name: 'of entities in objects of a list: each has its own path',
      query: '{ vans { driver { shift } } }',
      data: {
        vans: [{ driver: { shift: 'early' } }, { driver: { shift: null } }, { driver: { shift: null } }],
      },
      errors: [{ path: ['vans', 1, 'driver', 'shift'] }, { path: ['vans', 2, 'driver', 'shift'] }],
    },
    { name: 'a document that is not valid is not executed', query: '{ vans { nothing } }', errors: [{}] },
    {
      name: 'nor one whose variables do not fit',
      query: 'query ($id: ID!) { van(id: $id) { id } }',
      variables: {},
      errors: [{}],
    },
  ],
};
