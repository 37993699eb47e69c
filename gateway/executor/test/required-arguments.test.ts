import { expect, test } from '@jest/globals';
import { composed } from './asked.ts';

test('A field that is required with arguments is given what it requires with arguments in two ways', async () => {
  const box = (id: string) => ({ __typename: 'Box', id });
  const ask = composed({
    stock: {
      typeDefs: `
        type Query { box: Box }
        type Box @key(fields: "id") {
          id: ID!
          label(long: Boolean! = false): String
          parts: [Box!]! @external
          weight(unit: Int): Int @external
          freight: String @requires(fields: "weight(unit: 7) parts { weight(unit: 7) }")
        }`,
      resolvers: {
        Query: { box: () => box('1') },
        Box: {
          __resolveReference: (given: never) => given,
          label: ({ id }: { id: string }, { long }: { long: boolean }) => `${long ? 'box' : 'b'} ${id}`,
          freight: (given: object) => JSON.stringify(given),
        } as never,
      },
    },
    scales: {
      typeDefs: `
        type Box @key(fields: "id") {
          id: ID!
          label(long: Boolean! = false): String @external
          parts: [Box!]! @external
          weight(unit: Int): Int @requires(fields: "label(long: true) parts { label }")
        }`,
      resolvers: {
        Box: {
          __resolveReference: (given: never) => given,
          weight: ({ label, parts }: { label: string; parts: readonly { label: string }[] }) =>
            label.length + 100 * parts.map((part) => part.label).join().length,
        } as never,
      },
    },
    kits: {
      typeDefs: 'type Box @key(fields: "id") { id: ID! parts: [Box!]! }',
      resolvers: {
        Box: {
          __resolveReference: (given: never) => given,
          parts: ({ id }: { id: string }) => (id === '1' ? [box('2')] : []),
        } as never,
      },
    },
  });
  const { data, errors } = await ask('{ box { freight } }');
  expect(errors).toBeUndefined();
  const { box: shown } = data as { box: { freight: string } };
  expect(JSON.parse(shown.freight)).toMatchObject({ weight: 305, parts: [{ weight: 5 }] });
});
