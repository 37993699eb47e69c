import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  acme,
  balance,
  eur,
  key,
  openAccount,
  openLedger,
  post,
  startTestLedger,
  type TestLedger,
  transfer,
} from './harness.ts';

let ledger: TestLedger;
let book: string;
let cash: string;
let wallet: string;
beforeAll(async () => {
  ledger = await startTestLedger();
  book = await openLedger(ledger);
  cash = await openAccount(ledger, book, 'cash');
  wallet = await openAccount(ledger, book, 'wallet', { type: 'LIABILITY', overdraftFloor: eur('0') });
});
afterAll(() => ledger.close());

interface Item {
  readonly __typename: string;
  readonly code?: string;
  readonly path?: string[];
  readonly transaction?: { readonly id: string; readonly recordedAt: string };
}

interface BatchResult extends Item {
  readonly results?: readonly Item[];
}

const ITEM =
  '__typename ... on PostTransactionSuccess { transaction { id recordedAt } } ... on Error { code path }';

const run = (input: object) =>
  ledger.execute(
    `mutation ($input: PostTransactionsInput!) { postTransactions(input: $input) { __typename
       ... on PostTransactionsSuccess { results { ${ITEM} } } ... on Error { code path } } }`,
    { input },
  );

async function postAll(input: object): Promise<BatchResult> {
  const { data, errors } = await run(input);
  if (errors) throw new Error(JSON.stringify(errors));
  return data?.postTransactions as BatchResult;
}

const item = (postings: object[], more: object = {}) => ({
  ledgerId: book,
  postings,
  idempotencyKey: key(),
  ...more,
});

const deposit = (amount: string) => item(transfer(cash, wallet, amount));
const withdrawal = (amount: string) => item(transfer(wallet, cash, amount));

const posted = async () => (await balance(ledger, wallet)).posted;

describe('postTransactions, each by itself', () => {
  test('records what it can and refuses the rest, one result for each in order', async () => {
    const before = Number(await posted());
    const { results } = await postAll({
      transactions: [deposit('10'), withdrawal('999999'), deposit('5')],
    });
    expect(results?.map(({ __typename }) => __typename)).toEqual([
      'PostTransactionSuccess',
      'InsufficientFunds',
      'PostTransactionSuccess',
    ]);
    expect(results?.[1]?.path).toEqual(['input', 'transactions', '1', 'postings', '0', 'amount']);
    expect(Number(await posted())).toBe(before + 15);
  });

  test('has for each the key that postTransaction would have', async () => {
    const one = deposit('3');
    const first = await postAll({ transactions: [one, one] });
    const again = await post(ledger, book, one.postings, { idempotencyKey: one.idempotencyKey });
    expect(new Set(first.results?.map(({ transaction }) => transaction?.id))).toEqual(
      new Set([again.transaction?.id]),
    );
  });
});

describe('postTransactions, atomic', () => {
  test('records all, in order, each at an instant of its own', async () => {
    const transactions = [deposit('1'), deposit('2'), withdrawal('3')];
    const { results } = await postAll({ transactions, atomic: true, idempotencyKey: key() });
    const instants = results?.map(({ transaction }) => transaction?.recordedAt) ?? [];
    expect(instants).toHaveLength(3);
    expect([...new Set(instants)].sort()).toEqual(instants);
  });

  test('records none when one is refused, and says which', async () => {
    const before = await posted();
    const transactions = [deposit('1'), deposit('2'), withdrawal('999999')];
    const idempotencyKey = key();
    const refused = {
      __typename: 'InsufficientFunds',
      path: ['input', 'transactions', '2', 'postings', '0', 'amount'],
    };
    expect(await postAll({ transactions, atomic: true, idempotencyKey })).toMatchObject(refused);
    expect(await posted()).toBe(before);
    await postAll({ transactions: [deposit('999999')] });
    expect(await postAll({ transactions, atomic: true, idempotencyKey })).toMatchObject(refused);
  });

  test('lets a later one spend what an earlier one brings', async () => {
    const owner = await openAccount(ledger, book, 'owner', { type: 'LIABILITY', overdraftFloor: eur('0') });
    const transactions = [item(transfer(cash, owner, '7')), item(transfer(owner, cash, '7'))];
    const done = await postAll({ transactions, atomic: true, idempotencyKey: key() });
    expect(done.__typename).toBe('PostTransactionsSuccess');
  });

  test('happens once under its key, also when many race, and conflicts with other input', async () => {
    const before = Number(await posted());
    const input = { transactions: [deposit('1'), deposit('1')], atomic: true, idempotencyKey: key() };
    const raced = await Promise.all(Array.from({ length: 20 }, () => postAll(input)));
    expect(
      new Set(raced.map(({ results }) => JSON.stringify(results?.map(({ transaction }) => transaction?.id))))
        .size,
    ).toBe(1);
    expect(Number(await posted())).toBe(before + 2);
    expect(await postAll({ ...input, transactions: [deposit('2')] })).toMatchObject({
      code: 'IDEMPOTENCY_CONFLICT',
    });
  });

  test('takes a thousand', async () => {
    const before = Number(await posted());
    const transactions = Array.from({ length: 1_000 }, () => deposit('1'));
    const { results } = await postAll({ transactions, atomic: true, idempotencyKey: key() });
    expect(results).toHaveLength(1_000);
    expect(Number(await posted())).toBe(before + 1_000);
  });
});

describe('postTransactions fails with BAD_USER_INPUT and writes nothing', () => {
  const refusal = async (input: object) => {
    const before = await posted();
    const { errors } = await run(input);
    expect(await posted()).toBe(before);
    return errors?.[0]?.extensions;
  };
  const bad = (...path: string[]) => ({ code: 'BAD_USER_INPUT', path: ['input', ...path] });

  test.each([0, 1_001])('for %i transactions', async (length) => {
    const transactions = Array.from({ length }, () => deposit('1'));
    expect(await refusal({ transactions })).toEqual(bad('transactions'));
  });

  test('for more than 10,000 postings together', async () => {
    const postings = Array.from({ length: 100 }, () => transfer(cash, wallet, '1')).flat();
    const transactions = Array.from({ length: 51 }, () => item(postings));
    expect(await refusal({ transactions })).toEqual(bad('transactions'));
  });

  test('when atomic without a key of its own', async () => {
    expect(await refusal({ transactions: [deposit('1')], atomic: true })).toEqual(bad('idempotencyKey'));
  });

  test('when atomic over two books', async () => {
    const transactions = [deposit('1'), { ...deposit('1'), ledgerId: await openLedger(ledger, acme) }];
    const input = { transactions, atomic: true, idempotencyKey: key() };
    expect(await refusal(input)).toEqual(bad('transactions', '1', 'ledgerId'));
  });

  test('for an account on both sides of one of them, naming it', async () => {
    const transactions = [deposit('1'), item(transfer(cash, cash, '1'))];
    expect(await refusal({ transactions })).toEqual(bad('transactions', '1', 'postings', '1', 'accountId'));
  });

  test('for a description that is too long in one of them, naming it', async () => {
    const transactions = [deposit('1'), { ...deposit('1'), description: 'x'.repeat(1_001) }];
    expect(await refusal({ transactions })).toEqual(bad('transactions', '1', 'description'));
  });

  test.each([
    ['no text', ''],
    ['256 characters', 'x'.repeat(256)],
    ['two lines', 'two\nlines'],
  ])('for %s as the key of one of them, naming it', async (_, idempotencyKey) => {
    const transactions = [deposit('1'), { ...deposit('1'), idempotencyKey }];
    expect(await refusal({ transactions })).toEqual(bad('transactions', '1', 'idempotencyKey'));
  });

  test.each([{}, { atomic: true, idempotencyKey: 'one key' }])(
    'for a reference of two lines in one of them, naming it, with %j',
    async (more) => {
      const transactions = [deposit('1'), { ...deposit('1'), reference: 'two\nlines' }];
      expect(await refusal({ transactions, ...more })).toEqual(bad('transactions', '1', 'reference'));
    },
  );
});
