import { describe, expect, test } from '@jest/globals';
import { composed } from './asked.ts';

const RATES: Record<string, number> = { EUR: 1, USD: 2 };
const accounts: Record<string, number> = { a1: 10, a2: 20 };
const account = (id: string) => ({ __typename: 'Account', id });

const ask = composed({
  bank: {
    typeDefs: `
      type Query { customers: [Customer!]! fund: Fund }
      type Customer @key(fields: "id") @context(name: "holder") {
        id: ID! currency: Currency! notes: [String!] accounts: [Account!]! folders: [Folder!]!
      }
      type Fund @context(name: "holder") { currency: Currency! accounts: [[Account]] }
      type Currency { code: String }
      type Folder @key(fields: "id") { id: ID! }
      type Account @key(fields: "id") {
        id: ID!
        worth(in: String @fromContext(field: "$holder { currency { code } }"), plus: Int = 0): String
      }
    `,
    resolvers: {
      Query: {
        customers: () => [
          {
            id: 'c1',
            currency: { code: 'EUR' },
            accounts: ['a1', 'a2'].map(account),
            folders: [{ id: 'f' }],
          },
          { id: 'c2', currency: { code: 'USD' }, accounts: ['a1'].map(account), folders: [{ id: 'f' }] },
          { id: 'c3', currency: { code: 'EUR' }, accounts: ['a2'].map(account), folders: [{ id: 'f' }] },
          { id: 'c4', currency: { code: null }, accounts: ['a1'].map(account), folders: [] },
        ],
        fund: () => ({ currency: { code: 'USD' }, accounts: [[account('a2'), null], null] }),
      },
      Account: {
        worth: ({ id }: { id: string }, given: { in?: string; plus: number }) =>
          `${(accounts[id] ?? 0) * (RATES[given.in ?? ''] ?? 0) + given.plus} ${given.in ?? 'nothing'}`,
      },
    },
  },
  archive: {
    typeDefs: `
      type Folder @key(fields: "id") { id: ID! accounts: [Account!]! }
      type Account @key(fields: "id") { id: ID! note: String }
    `,
    resolvers: {
      Folder: { accounts: () => [account('a2')] },
      Account: { note: ({ id }: { id: string }) => `of ${id}` },
    },
  },
});

describe('@fromContext', () => {
  test('gives a field what is around its object, asked for once per value', async () => {
    const { data, errors, fetches } = await ask('{ customers { accounts { id worth note } } }');
    expect(errors).toBeUndefined();
    expect(data).toEqual({
      customers: [
        {
          accounts: [
            { id: 'a1', worth: '10 EUR', note: 'of a1' },
            { id: 'a2', worth: '20 EUR', note: 'of a2' },
          ],
        },
        { accounts: [{ id: 'a1', worth: '20 USD', note: 'of a1' }] },
        { accounts: [{ id: 'a2', worth: '20 EUR', note: 'of a2' }] },
        { accounts: [{ id: 'a1', worth: '0 nothing', note: 'of a1' }] },
      ],
    });
    expect(fetches.filter((fetch) => fetch.includes('worth'))).toHaveLength(3);
  });

  test('beside arguments of the client, which may have the name of its variable', async () => {
    const { data, errors } = await ask(
      'query ($contextualArgument_2_0: Int) { customers { accounts { worth(plus: $contextualArgument_2_0) more: worth(plus: 1) } } }',
      { contextualArgument_2_0: 5 },
    );
    expect(errors).toBeUndefined();
    expect(data).toMatchObject({
      customers: [{ accounts: [{ worth: '15 EUR', more: '11 EUR' }, {}] }, {}, {}, {}],
    });
  });

  test('from any type that sets the context, at any distance, through lists of lists', async () => {
    const { data, errors } = await ask('{ fund { accounts { worth } } customers { id } }');
    expect(errors).toBeUndefined();
    expect(data).toMatchObject({ fund: { accounts: [[{ worth: '40 USD' }, null], null] } });
  });

  test('of one entity that stands in several places', async () => {
    const { data, errors } = await ask('{ customers { id folders { id accounts { id worth } } } }');
    expect(errors).toBeUndefined();
    const held = (worth: string) => [{ id: 'f', accounts: [{ id: 'a2', worth }] }];
    expect(data).toEqual({
      customers: [
        { id: 'c1', folders: held('20 EUR') },
        { id: 'c2', folders: held('40 USD') },
        { id: 'c3', folders: held('20 EUR') },
        { id: 'c4', folders: [] },
      ],
    });
  });

  test('its argument is none of the clients’', async () => {
    await expect(ask('{ customers { accounts { worth(in: "EUR") } } }')).rejects.toThrow('Unknown argument');
  });
});
