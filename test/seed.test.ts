import type { Client } from '@client/typescript/client';
import { TrialBalanceDocument } from '@client/typescript/documents';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { call } from './support/call.ts';
import { startSupergraph, type TestSupergraph } from './support/supergraph.ts';

const TRANSACTIONS = '500';
const TIMEOUT_MS = 120_000;

let supergraph: TestSupergraph;
let client: Client;
let printed: string;
let ledgerId: string;

const seed = () => supergraph.command('seed', '--transactions', TRANSACTIONS, '--payments', '3');

beforeAll(async () => {
  supergraph = await startSupergraph({ mode: 'embedded' });
  client = await supergraph.client('demo');
  printed = await seed();
  ledgerId = /ldg_[\w-]+/.exec(printed)?.[0] ?? '';
}, TIMEOUT_MS);
afterAll(() => supergraph?.dispose());

/** What the API says to a query, asked with the book's id as `$id`. */
async function ask(query: string): Promise<unknown> {
  const authorization = `Bearer ${await supergraph.token('demo', 'alice')}`;
  const { body } = await call(
    supergraph.url,
    `query ($id: ID!) ${query}`,
    { authorization },
    { id: ledgerId },
  );
  return body.data;
}

describe('npm run seed', () => {
  test('loads a year whose trial balance is zero in both currencies', async () => {
    const { trialBalance } = await client.query(TrialBalanceDocument, { ledgerId });
    expect(trialBalance.currencies.map(({ currency }) => currency)).toEqual(['EUR', 'USD']);
    for (const { debits, credits } of trialBalance.currencies) expect(debits).toEqual(credits);
  });

  test('says how far it is, month by month', () => {
    expect(printed.match(/^2025-\d\d: \d+ transactions, (closed|open)/gm)).toHaveLength(12);
  });

  test('leaves all months closed but December', async () => {
    expect(await ask('{ ledger(id: $id) { closedThrough } }')).toEqual({
      ledger: { closedThrough: '2025-11-30T23:59:59.999999Z' },
    });
  });

  test('reverses what was wrong and books it anew, as of the same day', async () => {
    const found = await ask(`{
      wrong: transactionByReference(ledgerId: $id, reference: "bill-packaging-1-2025-03") {
        effectiveAt reversedBy { effectiveAt } }
      right: transactionByReference(ledgerId: $id, reference: "bill-packaging-1-2025-03-corrected") { effectiveAt }
    }`);
    const effectiveAt = '2025-03-04T09:00:00.000000Z';
    expect(found).toEqual({ wrong: { effectiveAt, reversedBy: { effectiveAt } }, right: { effectiveAt } });
  });

  test('has counted the till, and found less than there ought to be', async () => {
    const counted = await ask(`{ cashPoints(ledgerId: $id) { nodes {
      name account { balance { posted { amount } } } counts { nodes { difference { amount } } } } } }`);
    expect(counted).toMatchObject({
      cashPoints: {
        nodes: [
          {
            name: 'Till',
            account: { balance: { posted: { amount: '198.65' } } },
            counts: { nodes: [{ difference: { amount: '-1.35' } }] },
          },
          { name: 'Safe', counts: { nodes: [] } },
        ],
      },
    });
  });

  test('has orders paid in advance: sent in two parcels, cancelled, waiting', async () => {
    const page = (status: string) => `holds(ledgerId: $id, first: 100, filter: { status: ${status} }) {
      nodes { captures { id } } }`;
    const sorted = await ask(
      `{ sent: ${page('CAPTURED')} cancelled: ${page('RELEASED')} waiting: ${page('HELD')} }`,
    );
    const orders = (parcels: number) => ({
      nodes: Array(10).fill({ captures: Array(parcels).fill({ id: expect.any(String) }) }),
    });
    expect(sorted).toEqual({ sent: orders(2), cancelled: orders(0), waiting: orders(0) });
  });

  test(
    'finds what is there when it is run again',
    async () => {
      const count = () => ask('{ transactions(ledgerId: $id) { totalCount } }');
      const before = await count();
      expect(await seed()).toContain(ledgerId);
      expect(await count()).toEqual(before);
    },
    TIMEOUT_MS,
  );
});
