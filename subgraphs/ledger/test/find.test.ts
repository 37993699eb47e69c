import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  actorOf,
  globex,
  openAccount,
  openLedger,
  post,
  startTestLedger,
  type TestLedger,
  transfer,
} from './harness.ts';

let ledger: TestLedger;
const books: string[] = [];
let cash: string;
let sales: string;

beforeAll(async () => {
  ledger = await startTestLedger();
  for (let n = 0; n < 5; n += 1) books.push(await openLedger(ledger));
  cash = await openAccount(ledger, book(), 'cash');
  sales = await openAccount(ledger, book(), 'sales', { type: 'REVENUE' });
});
afterAll(() => ledger.close());

const book = (n = 0): string => books[n] ?? '';

interface Books {
  readonly totalCount: number;
  readonly nodes: { readonly id: string }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
}

const LEDGERS = `query ($first: Int, $after: Cursor) {
  ledgers(first: $first, after: $after) { totalCount nodes { id name } pageInfo { hasNextPage endCursor } } }`;

const list = async (variables: object, actor?: typeof globex): Promise<Books> =>
  (await ledger.ask<{ ledgers: Books }>(LEDGERS, variables, actor)).ledgers;

describe('books', () => {
  test('come by id, page after page, each once', async () => {
    const first = await list({ first: 3 });
    const second = await list({ first: 3, after: first.pageInfo.endCursor });
    expect([...first.nodes, ...second.nodes].map(({ id }) => id)).toEqual([...books].sort());
    expect([first.pageInfo.hasNextPage, second.pageInfo.hasNextPage]).toEqual([true, false]);
    expect(first.totalCount).toBe(5);
  });

  test('of another tenant are not among them', async () => {
    const theirs = await openLedger(ledger, globex);
    expect((await list({}, globex)).nodes.map(({ id }) => id)).toEqual([theirs]);
    expect((await list({})).nodes.map(({ id }) => id)).not.toContain(theirs);
  });

  test.each([
    ['of none', { first: 0 }, 'first'],
    ['of 101', { first: 101 }, 'first'],
    ['after a cursor nobody handed out', { after: 'nonsense' }, 'after'],
  ])('a page %s is refused', async (_name, page, field) => {
    const { errors } = await ledger.execute(LEDGERS, page);
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', path: [field] });
  });
});

const BY_REFERENCE = `query ($ledgerId: ID!, $reference: String!) {
  transactionByReference(ledgerId: $ledgerId, reference: $reference) { id reference postings { amount { amount } } } }`;

interface Found {
  readonly transactionByReference: { readonly id: string } | null;
}

const byReference = async (reference: string, ledgerId = book(), actor?: typeof globex) =>
  (await ledger.ask<Found>(BY_REFERENCE, { ledgerId, reference }, actor)).transactionByReference;

describe('the transaction of a reference', () => {
  test('is the last recorded of those that share it, wherever it is effective', async () => {
    const reference = 'INV-1';
    await post(ledger, book(), transfer(cash, sales, '1'), { reference });
    const { transaction } = await post(ledger, book(), transfer(cash, sales, '2'), {
      reference,
      effectiveAt: '2024-01-01T00:00:00Z',
    });
    await post(ledger, book(), transfer(cash, sales, '3'), { reference: 'INV-2' });
    expect(await byReference(reference)).toMatchObject({
      id: transaction?.id,
      reference,
      postings: [{ amount: { amount: '2.00' } }, { amount: { amount: '2.00' } }],
    });
  });

  test('is null when the book has none: unknown, of another book, or another tenant’s', async () => {
    await post(ledger, book(), transfer(cash, sales, '1'), { reference: 'MINE' });
    expect(await byReference('unheard of')).toBeNull();
    expect(await byReference('MINE', book(1))).toBeNull();
    expect(await byReference('MINE', book(), globex)).toBeNull();
    expect(await byReference('MINE')).not.toBeNull();
  });
});

test.each([
  ['ledgers', '{ ledgers { nodes { id } } }'],
  ['transactionByReference', '{ transactionByReference(ledgerId: "x", reference: "x") { id } }'],
])('%s needs the scope ledger:read', async (_name, query) => {
  const { errors } = await ledger.execute(query, {}, actorOf('acme', ['ledger:write']));
  expect(errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN' });
});
