import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  globex,
  openAccount,
  openLedger,
  post,
  startTestLedger,
  type TestLedger,
  transfer,
} from './harness.ts';

let ledger: TestLedger;
let book: string;
const accounts: string[] = [];

beforeAll(async () => {
  ledger = await startTestLedger();
  book = await openLedger(ledger);
  for (const code of ['1000', '1010', '2000', '%_x', '3000']) {
    accounts.push(
      await openAccount(ledger, book, code.replace('%_x', 'x'), {
        type: code === '2000' ? 'LIABILITY' : 'ASSET',
      }),
    );
  }
  for (let day = 1; day <= 9; day += 1) {
    const [a, b] = [accounts[day % 2] ?? '', accounts[2] ?? ''];
    await post(ledger, book, transfer(a, b, `${day}`), {
      effectiveAt: `2024-01-0${day}T00:00:00Z`,
      reference: day % 3 ? undefined : `R-${day}`,
    });
  }
});
afterAll(() => ledger.close());

interface Page {
  readonly totalCount: number;
  readonly nodes: {
    readonly code?: string;
    readonly postings?: { readonly amount: { readonly amount: string } }[];
  }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
}

const ACCOUNTS = `query ($l: ID!, $f: AccountFilter, $first: Int, $after: Cursor) {
  accounts(ledgerId: $l, filter: $f, first: $first, after: $after) {
    totalCount nodes { code } pageInfo { hasNextPage endCursor } } }`;

const TRANSACTIONS = `query ($l: ID!, $f: TransactionFilter, $first: Int, $after: Cursor) {
  transactions(ledgerId: $l, filter: $f, first: $first, after: $after) {
    totalCount nodes { postings { amount { amount } } } pageInfo { hasNextPage endCursor } } }`;

const listAccounts = async (more: object): Promise<Page> =>
  (await ledger.ask<{ accounts: Page }>(ACCOUNTS, { l: book, ...more })).accounts;

const listTransactions = async (more: object): Promise<Page> =>
  (await ledger.ask<{ transactions: Page }>(TRANSACTIONS, { l: book, ...more })).transactions;

const amounts = ({ nodes }: Page) => nodes.map(({ postings }) => Number(postings?.[0]?.amount.amount));

describe('accounts', () => {
  test('come by code, page after page, each once', async () => {
    const first = await listAccounts({ first: 3 });
    const second = await listAccounts({ first: 3, after: first.pageInfo.endCursor });
    expect([...first.nodes, ...second.nodes].map(({ code }) => code)).toEqual([
      '1000',
      '1010',
      '2000',
      '3000',
      'x',
    ]);
    expect([first.pageInfo.hasNextPage, second.pageInfo.hasNextPage]).toEqual([true, false]);
    expect(first.totalCount).toBe(5);
  });

  test.each([
    ['type', { type: 'LIABILITY' }, ['2000']],
    ['code prefix', { codePrefix: '10' }, ['1000', '1010']],
    ['a code prefix that is a wildcard elsewhere', { codePrefix: '%' }, []],
    ['currency', { currency: 'USD' }, []],
    ['status', { status: 'OPEN', type: 'LIABILITY' }, ['2000']],
  ])('are filtered by %s', async (_name, f, codes) => {
    const page = await listAccounts({ f });
    expect(page.nodes.map(({ code }) => code)).toEqual(codes);
    expect(page.totalCount).toBe(codes.length);
  });
});

describe('transactions', () => {
  test('come with the last recorded first, page after page, each once', async () => {
    const first = await listTransactions({ first: 5 });
    const second = await listTransactions({ first: 5, after: first.pageInfo.endCursor });
    expect([...amounts(first), ...amounts(second)]).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1]);
    expect(first.totalCount).toBe(9);
  });

  test.each([
    ['account', () => ({ accountId: accounts[0] }), [8, 6, 4, 2]],
    ['reference', () => ({ reference: 'R-6' }), [6]],
    [
      'effective window, half-open',
      () => ({ effectiveFrom: '2024-01-03T00:00:00Z', effectiveTo: '2024-01-05T00:00:00Z' }),
      [4, 3],
    ],
    [
      'a window that ends with the first instant of 1970',
      () => ({ effectiveTo: '1970-01-01T00:00:00Z' }),
      [],
    ],
    ['recorded window', () => ({ recordedTo: '2024-01-01T00:00:00Z' }), []],
  ])('are filtered by %s', async (_name, f, expected) => {
    expect(amounts(await listTransactions({ f: f() }))).toEqual(expected);
  });
});

describe('a page', () => {
  test.each([
    ['of none', { first: 0 }, 'first'],
    ['of 101', { first: 101 }, 'first'],
    ['after a cursor nobody handed out', { after: 'nonsense' }, 'after'],
  ])('%s is refused', async (_name, more, field) => {
    const { errors } = await ledger.execute(TRANSACTIONS, { l: book, ...more });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', path: [field] });
  });

  test('after a cursor of another list is refused', async () => {
    const { pageInfo } = await listAccounts({ first: 1 });
    const { errors } = await ledger.execute(TRANSACTIONS, { l: book, after: pageInfo.endCursor });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT' });
  });
});

test('another tenant sees an empty book', async () => {
  const theirs = await ledger.ask<{ accounts: Page; transactions: Page }>(
    'query ($l: ID!) { accounts(ledgerId: $l) { nodes { code } } transactions(ledgerId: $l) { nodes { id } } }',
    { l: book },
    globex,
  );
  expect(theirs).toEqual({ accounts: { nodes: [] }, transactions: { nodes: [] } });
});
