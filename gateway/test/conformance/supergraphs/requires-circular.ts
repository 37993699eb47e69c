import type { Ref } from '../by-id.ts';
import type { Suite } from '../suite.ts';

const grades: Readonly<Record<string, number>> = { e1: 9, e2: 3 };

interface Given extends Ref {
  readonly marker?: { readonly id: string; readonly strict: boolean } | null;
  readonly passed?: boolean | null;
  readonly notes?: readonly { readonly author: string }[];
}

export const suite: Suite = {
  about: '@requires that go in circles between two subgraphs, through entities that they share',
  subgraphs: {
    exams: {
      typeDefs: `
        type Query { exams: [Exam!] }
        type Exam @key(fields: "id") {
          id: ID!
          grade: Int
          passed: Boolean @external
          failed: Boolean @requires(fields: "passed")
          notes: [Note!]
          author: String @external
          signed: String @requires(fields: "author")
        }
        type Note @key(fields: "id") { id: ID! }
        type Teacher @key(fields: "id") { id: ID! strict: Boolean! name: String }
      `,
      resolvers: {
        Query: { exams: () => [{ id: 'e1' }, { id: 'e2' }] },
        Exam: {
          grade: ({ id }: Ref) => grades[id],
          failed: ({ passed }: Given) => (passed === undefined ? null : !passed),
          notes: ({ id }: Ref) => [{ id: `${id}n` }],
          signed: ({ author }: { author?: string }) => `signed ${author}`,
        },
        Teacher: { strict: ({ id }: Ref) => id === 't2', name: ({ id }: Ref) => `Teacher ${id}` },
      },
    },
    marks: {
      typeDefs: `
        type Exam @key(fields: "id") {
          id: ID!
          grade: Int @external
          marker: Teacher
          passed: Boolean @requires(fields: "grade marker { strict }")
          notes: [Note!] @external
          author: String @requires(fields: "notes { author }")
        }
        type Note @key(fields: "id") { id: ID! author: String }
        type Teacher @key(fields: "id") { id: ID! strict: Boolean! @external }
      `,
      resolvers: {
        Exam: {
          marker: ({ id }: Ref) => ({ id: id === 'e1' ? 't1' : 't2' }),
          passed: ({ grade, marker }: Given & { grade?: number }) =>
            grade === undefined ? null : grade > (marker?.strict ? 5 : 2),
          author: ({ notes }: Given) => notes?.map(({ author }) => author).join(),
        },
        Note: { author: ({ id }: Ref) => `author of ${id}` },
      },
    },
  },
  cases: [
    {
      name: 'a field that requires what its own subgraph must complete first',
      query: '{ exams { passed } }',
      data: { exams: [{ passed: true }, { passed: false }] },
    },
    {
      name: 'and one that requires that',
      query: '{ exams { failed } }',
      data: { exams: [{ failed: false }, { failed: true }] },
    },
    {
      name: 'through a list of entities',
      query: '{ exams { author signed } }',
      data: {
        exams: [
          { author: 'author of e1n', signed: 'signed author of e1n' },
          { author: 'author of e2n', signed: 'signed author of e2n' },
        ],
      },
    },
    {
      name: 'all of it, with what is asked for beside',
      query: '{ exams { signed failed marker { name strict } notes { id } grade } }',
      data: {
        exams: [
          {
            signed: 'signed author of e1n',
            failed: false,
            marker: { name: 'Teacher t1', strict: false },
            notes: [{ id: 'e1n' }],
            grade: 9,
          },
          {
            signed: 'signed author of e2n',
            failed: true,
            marker: { name: 'Teacher t2', strict: true },
            notes: [{ id: 'e2n' }],
            grade: 3,
          },
        ],
      },
    },
  ],
};
