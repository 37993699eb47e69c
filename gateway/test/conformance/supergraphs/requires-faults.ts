import type { Ref } from '../by-id.ts';
import type { Suite } from '../suite.ts';

const fail = () => {
  throw new Error('no');
};

interface Given extends Ref {
  readonly soft?: number | null;
  readonly hard?: number;
}

export const suite: Suite = {
  about: '@requires of fields that fail, that nobody knows, or whose entity nobody knows',
  subgraphs: {
    probes: {
      typeDefs: `
        type Query { probes: [Probe] probe(id: ID!): Probe }
        type Probe @key(fields: "id") { id: ID! }
      `,
      resolvers: {
        Query: {
          probes: () => ['ok', 'fails', 'unknown'].map((id) => ({ id })),
          probe: (_: unknown, key: Ref) => key,
        },
      },
    },
    readings: {
      typeDefs: 'type Probe @key(fields: "id") { id: ID! soft: Int hard: Int! }',
      resolvers: {
        Probe: {
          __resolveReference: ({ id }: Ref) => (id === 'unknown' ? null : { id }),
          soft: ({ id }: Ref) => (id === 'ok' ? 1 : fail()),
          hard: ({ id }: Ref) => (id === 'ok' ? 2 : fail()),
        },
      },
    },
    alarms: {
      typeDefs: `
        type Probe @key(fields: "id") {
          id: ID! soft: Int @external hard: Int! @external
          bySoft: String @requires(fields: "soft")
          byHard: String @requires(fields: "hard")
          free: String
        }
      `,
      resolvers: {
        Probe: {
          bySoft: ({ soft }: Given) => `soft ${soft}`,
          byHard: ({ hard }: Given) => `hard ${hard}`,
          free: ({ id }: Ref) => `free ${id}`,
        },
      },
    },
  },
  cases: [
    {
      name: 'what is required and failed is null, and the field is computed with it',
      query: '{ probe(id: "fails") { bySoft } }',
      data: { probe: { bySoft: 'soft null' } },
      errors: [{}],
    },
    {
      name: 'what is required and unknown is not sent: the field is null',
      query: '{ probe(id: "unknown") { id bySoft } }',
      data: { probe: { id: 'unknown', bySoft: null } },
    },
    {
      name: 'a non-null field that is required and failed: the field is null',
      query: '{ probe(id: "fails") { id byHard } }',
      data: { probe: { id: 'fails', byHard: null } },
      errors: [{}],
    },
    {
      name: 'fields that require nothing are not touched by it',
      query: '{ probes { free byHard } }',
      data: {
        probes: [
          { free: 'free ok', byHard: 'hard 2' },
          { free: 'free fails', byHard: null },
          { free: 'free unknown', byHard: null },
        ],
      },
      errors: [{}],
    },
  ],
};
