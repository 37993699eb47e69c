import { byId, type Ref } from '../by-id.ts';
import type { Suite } from '../suite.ts';

const jobs = [
  { __typename: 'Job', id: 'j1', uid: 'x1', state: 'OPEN' },
  { __typename: 'Job', id: 'j2', uid: 'x2', state: 'FROZEN' },
];
const job = byId(jobs);
const secret = { __typename: 'Audit', id: 'z1', note: 'hidden' };

export const suite: Suite = {
  about: '@inaccessible fields, types, enum values, arguments: used inside, never shown',
  subgraphs: {
    jobs: {
      typeDefs: `
        type Query {
          jobs: [Job!]! events: [Event] sureEvents: [Event!]! named: [Named] job(id: ID!, hidden: Int = 7 @inaccessible): Job
          audit: Audit @inaccessible
        }
        interface Named { id: ID! }
        union Event = Job | Audit
        type Job implements Named @key(fields: "uid") {
          id: ID! uid: ID! @inaccessible state: State states: [State] sureState: State! seen: Int
        }
        type Audit implements Named @inaccessible { id: ID! note: String }
        enum State { OPEN FROZEN @inaccessible }
      `,
      resolvers: {
        Query: {
          jobs: () => jobs,
          events: () => [jobs[0], secret],
          sureEvents: () => [jobs[0], secret],
          named: () => [secret, jobs[1]],
          job: (_: unknown, { id, hidden }: Ref & { hidden: number }) => ({ ...job({ id }), seen: hidden }),
        },
        Job: {
          states: ({ state }: { state: string }) => ['OPEN', state, null],
          sureState: ({ state }: { state: string }) => state,
        },
      },
    },
    pay: {
      typeDefs: 'type Job @key(fields: "uid") { uid: ID! @inaccessible pay: Int }',
      resolvers: { Job: { pay: ({ uid }: { uid: string }) => Number(uid[1]) * 10 } },
    },
  },
  cases: [
    {
      name: 'a key that is not shown joins subgraphs',
      query: '{ jobs { id pay } }',
      data: {
        jobs: [
          { id: 'j1', pay: 10 },
          { id: 'j2', pay: 20 },
        ],
      },
    },
    { name: 'it cannot be asked for', query: '{ jobs { uid } }', errors: [{}] },
    { name: 'nor can a type', query: '{ events { ... on Audit { note } } }', errors: [{}] },
    { name: 'nor an argument', query: '{ job(id: "j1", hidden: 1) { id } }', errors: [{}] },
    {
      name: 'an argument that is not shown has its default',
      query: '{ job(id: "j1") { seen } }',
      data: { job: { seen: 7 } },
    },
    {
      name: 'an enum value that is not shown is null, and no error tells that there is one',
      query: '{ jobs { id state } }',
      data: {
        jobs: [
          { id: 'j1', state: 'OPEN' },
          { id: 'j2', state: null },
        ],
      },
    },
    {
      name: 'an enum value in a list',
      query: '{ jobs { states } }',
      data: { jobs: [{ states: ['OPEN', 'OPEN', null] }, { states: ['OPEN', null, null] }] },
    },
    {
      name: 'an enum value where null may not stand',
      query: '{ job(id: "j2") { id sureState } }',
      data: { job: null },
      errors: [{ path: ['job', 'sureState'] }],
      stock: 'No error.',
    },
    {
      name: 'so is an object of a type that is not shown, in a union',
      query: '{ events { __typename ... on Job { id } } }',
      data: { events: [{ __typename: 'Job', id: 'j1' }, null] },
    },
    {
      name: 'and in an interface',
      query: '{ named { id } }',
      data: { named: [null, { id: 'j2' }] },
    },
    {
      name: 'an object where null may not stand',
      query: '{ sureEvents { ... on Job { pay } } }',
      data: null,
      errors: [{ path: ['sureEvents', 1] }],
      stock: 'No error.',
    },
    {
      name: 'introspection knows none of it',
      query: `{
        job: __type(name: "Job") { fields { name } }
        audit: __type(name: "Audit") { name }
        event: __type(name: "Event") { possibleTypes { name } }
        state: __type(name: "State") { enumValues(includeDeprecated: true) { name } }
      }`,
      data: {
        job: { fields: ['id', 'state', 'states', 'sureState', 'seen', 'pay'].map((name) => ({ name })) },
        audit: null,
        event: { possibleTypes: [{ name: 'Job' }] },
        state: { enumValues: [{ name: 'OPEN' }] },
      },
    },
  ],
};
