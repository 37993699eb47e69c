import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import {
  acme,
  actorOf,
  balance,
  eur,
  globex,
  key,
  openAccount,
  openLedger,
  post,
  startTestLedger,
  type TestLedger,
  transfer,
} from './harness.ts';

let ledger: TestLedger;
let admin: pg.Client;
let book: string;
let cash: string;
let opened = 0;

beforeAll(async () => {
  ledger = await startTestLedger();
  admin = new pg.Client({ connectionString: ledger.database.adminUrl });
  await admin.connect();
  book = await openLedger(ledger);
  cash = await openAccount(ledger, book, 'cash');
});
afterAll(async () => {
  await admin.end();
  await ledger.close();
});

const supervisor = actorOf('acme', ['ledger:read', 'ledger:write', 'ledger:override']);
const NOBODY = 'acct_01990000-0000-7000-8000-000000000000';

type Verb = 'freeze' | 'unfreeze' | 'close' | 'reopen';

interface Changed {
  readonly __typename: string;
  readonly account?: { readonly status: string };
}

async function change(verb: Verb, accountId: string, more: object = {}, actor = acme): Promise<Changed> {
  const name = `${verb[0]?.toUpperCase()}${verb.slice(1)}Account`;
  const data = await ledger.ask<Record<string, Changed>>(
    `mutation ($input: ${name}Input!) {
       ${verb}Account(input: $input) {
         __typename
         ... on ${name}Success { account { status } }
         ... on Error { code path }
         ... on UnknownAccount { accountId }
       } }`,
    { input: { accountId, idempotencyKey: key(), ...more } },
    actor,
  );
  return data[`${verb}Account`] as Changed;
}

const account = (more: object = {}) => {
  opened += 1;
  return openAccount(ledger, book, `account-${opened}`, { type: 'LIABILITY', ...more });
};

const reverse = async (transactionId: string | undefined, actor = acme) =>
  (
    await ledger.ask<{ reverseTransaction: Record<string, unknown> }>(
      `mutation ($input: ReverseTransactionInput!) {
         reverseTransaction(input: $input) {
           __typename
           ... on ReverseTransactionSuccess { transaction { overridden } }
           ... on Error { code path }
           ... on AccountClosed { accountId }
           ... on AccountFrozen { accountId }
         } }`,
      { input: { transactionId, idempotencyKey: key() } },
      actor,
    )
  ).reverseTransaction;

const eventsOf = async (stream: string) =>
  (await admin.query('select type, data from event where stream = $1 order by version', [stream])).rows;

const statusOf = async (id: string) =>
  (
    await ledger.ask<{ account: { status: string } }>('query ($id: ID!) { account(id: $id) { status } }', {
      id,
    })
  ).account.status;

describe('the life of an account', () => {
  test('is frozen, unfrozen, closed and reopened, and its stream says why', async () => {
    const id = await account();
    expect(await change('freeze', id, { reason: 'court order' })).toMatchObject({
      __typename: 'FreezeAccountSuccess',
      account: { status: 'FROZEN' },
    });
    expect((await change('unfreeze', id)).account?.status).toBe('OPEN');
    expect((await change('close', id, { reason: 'moved away' })).account?.status).toBe('CLOSED');
    expect((await change('reopen', id)).account?.status).toBe('OPEN');
    expect((await post(ledger, book, transfer(cash, id, '1'))).__typename).toBe('PostTransactionSuccess');
    expect(await eventsOf(id)).toMatchObject([
      { type: 'ledger.account.opened.v1' },
      {
        type: 'ledger.account.frozen.v1',
        data: { accountId: id, ledgerId: book, reason: 'court order' },
      },
      { type: 'ledger.account.unfrozen.v1', data: { reason: null } },
      { type: 'ledger.account.closed.v1', data: { reason: 'moved away' } },
      { type: 'ledger.account.reopened.v1', data: { reason: null } },
    ]);
  });

  test('goes on when what is asked for is so: an open account stays open, and nothing is recorded', async () => {
    const id = await account();
    expect((await change('unfreeze', id)).account?.status).toBe('OPEN');
    expect((await change('reopen', id)).account?.status).toBe('OPEN');
    expect(await eventsOf(id)).toHaveLength(1);
  });

  test('changes once under one key, also for callers at once; another input is a conflict', async () => {
    const id = await account();
    const idempotencyKey = key();
    const all = await Promise.all(Array.from({ length: 10 }, () => change('freeze', id, { idempotencyKey })));
    expect(new Set(all.map(({ __typename }) => __typename))).toEqual(new Set(['FreezeAccountSuccess']));
    expect(await eventsOf(id)).toHaveLength(2);
    expect(await change('freeze', id, { idempotencyKey, reason: 'other' })).toMatchObject({
      __typename: 'IdempotencyConflict',
    });
  });

  test('is frozen by one of many callers at once, the others learn that it is', async () => {
    const id = await account();
    const all = await Promise.all(Array.from({ length: 10 }, () => change('freeze', id)));
    expect(all.map(({ __typename }) => __typename).sort()).toEqual([
      ...Array<string>(9).fill('AccountFrozen'),
      'FreezeAccountSuccess',
    ]);
  });
});

describe('a change of status is refused', () => {
  test.each(['freeze', 'unfreeze', 'close', 'reopen'] as const)(
    '%s: of an account that does not exist, or is of another tenant',
    async (verb) => {
      const refusal = { __typename: 'UnknownAccount', path: ['input', 'accountId'] };
      expect(await change(verb, NOBODY)).toMatchObject({ ...refusal, accountId: NOBODY });
      const id = await account();
      expect(await change(verb, id, {}, globex)).toMatchObject(refusal);
      expect(await statusOf(id)).toBe('OPEN');
    },
  );

  test('of a closed account, but for its reopening', async () => {
    const id = await account();
    await change('close', id);
    for (const verb of ['freeze', 'unfreeze', 'close'] as const) {
      expect(await change(verb, id)).toMatchObject({ __typename: 'AccountClosed', code: 'ACCOUNT_CLOSED' });
    }
  });

  test('of a frozen account, but for its unfreezing', async () => {
    const id = await account();
    await change('freeze', id);
    for (const verb of ['freeze', 'close', 'reopen'] as const) {
      expect(await change(verb, id)).toMatchObject({ __typename: 'AccountFrozen', code: 'ACCOUNT_FROZEN' });
    }
  });

  test('when an account is to be closed that has a balance, until it is emptied', async () => {
    const id = await account();
    await post(ledger, book, transfer(cash, id, '5'));
    expect(await change('close', id)).toMatchObject({
      __typename: 'AccountNotEmpty',
      code: 'ACCOUNT_NOT_EMPTY',
      path: ['input', 'accountId'],
    });
    await post(ledger, book, transfer(id, cash, '5'));
    expect((await change('close', id)).account?.status).toBe('CLOSED');
  });

  test('when an account is to be closed whose postings in the future come to zero', async () => {
    const id = await account();
    const effectiveAt = '2090-01-01T00:00:00Z';
    await post(ledger, book, transfer(cash, id, '5'), { effectiveAt });
    await post(ledger, book, transfer(id, cash, '5'), { effectiveAt });
    expect((await change('close', id)).__typename).toBe('AccountNotEmpty');
  });

  test('without the scope', async () => {
    await expect(change('close', cash, {}, actorOf('acme', ['ledger:read']))).rejects.toThrow('FORBIDDEN');
  });
});

describe('postings', () => {
  test('to a closed account are refused, also to those who may override', async () => {
    const id = await account();
    await change('close', id);
    for (const actor of [acme, supervisor]) {
      expect(await post(ledger, book, transfer(cash, id, '1'), {}, actor)).toMatchObject({
        __typename: 'AccountClosed',
        code: 'ACCOUNT_CLOSED',
        accountId: id,
        path: ['input', 'postings', '1', 'accountId'],
      });
    }
  });

  test('to a frozen account are refused, to it and from it', async () => {
    const id = await account();
    await change('freeze', id);
    for (const postings of [transfer(cash, id, '1'), transfer(id, cash, '1')]) {
      expect(await post(ledger, book, postings)).toMatchObject({
        __typename: 'AccountFrozen',
        accountId: id,
      });
    }
  });

  test('that reverse another one are refused alike, and name their own input', async () => {
    const id = await account();
    const posted = await post(ledger, book, transfer(cash, id, '1'));
    const back = await post(ledger, book, transfer(id, cash, '1'));
    await change('freeze', id);
    const refusal = { accountId: id, path: ['input', 'transactionId'] };
    expect(await reverse(posted.transaction?.id)).toMatchObject({ __typename: 'AccountFrozen', ...refusal });
    await change('unfreeze', id);
    await change('close', id);
    expect(await reverse(back.transaction?.id)).toMatchObject({ __typename: 'AccountClosed', ...refusal });
  });

  test('are refused by the first that applies: mismatch, closed, frozen, funds, reversed', async () => {
    const floor = { overdraftFloor: eur('0') };
    const [closed, frozen, empty] = [await account(), await account(floor), await account(floor)];
    const dollars = await account({ currency: 'USD' });
    const posted = await post(ledger, book, transfer(cash, frozen, '1'));
    await reverse(posted.transaction?.id);
    await change('close', closed);
    await change('freeze', frozen);
    const typeOf = async (debit: string, credit: string) =>
      (await post(ledger, book, transfer(debit, credit, '1'))).__typename;
    expect(await typeOf(closed, dollars)).toBe('CurrencyMismatch');
    expect(await typeOf(frozen, closed)).toBe('AccountClosed');
    expect(await typeOf(empty, frozen)).toBe('AccountFrozen');
    expect((await reverse(posted.transaction?.id)).__typename).toBe('AccountFrozen');
  });

  /** Two transactions, all or nothing, that leave the balance as it is. */
  const thereAndBack = async (id: string): Promise<string> => {
    const transactions = [transfer(cash, id, '1'), transfer(id, cash, '1')].map((postings) => ({
      ...{ ledgerId: book, postings, idempotencyKey: key() },
    }));
    const { postTransactions } = await ledger.ask<{ postTransactions: { __typename: string } }>(
      'mutation ($input: PostTransactionsInput!) { postTransactions(input: $input) { __typename } }',
      { input: { transactions, atomic: true, idempotencyKey: key() } },
    );
    return postTransactions.__typename;
  };

  test('that race with the closing of their account are in it before, or refused: never both', async () => {
    for (let round = 0; round < 5; round += 1) {
      const id = await account();
      const racing = Array.from({ length: 20 }, () => thereAndBack(id));
      const closing = Promise.all(Array.from({ length: 5 }, () => change('close', id)));
      const results = await Promise.all(racing);
      expect((await closing).filter(({ account: done }) => done)).toHaveLength(1);
      expect(results.every((type) => type === 'PostTransactionsSuccess' || type === 'AccountClosed')).toBe(
        true,
      );
      const { rows } = await admin.query(
        `select count(*) filter (where p.recorded_at > e.recorded_at)::int as late, count(*)::int as posted
         from posting p join event e on e.stream = p.account_id and e.type = 'ledger.account.closed.v1'
         where p.account_id = $1`,
        [id],
      );
      const posted = results.filter((type) => type === 'PostTransactionsSuccess').length;
      expect(rows).toEqual([{ late: 0, posted: 2 * posted }]);
    }
  });

  test('that race with the closing leave no closed account with a balance', async () => {
    for (let round = 0; round < 10; round += 1) {
      const id = await account();
      const [posted, closed] = await Promise.all([
        post(ledger, book, transfer(cash, id, '1')),
        change('close', id),
      ]);
      const outcome = [posted.__typename, closed.__typename];
      expect([
        ['PostTransactionSuccess', 'AccountNotEmpty'],
        ['AccountClosed', 'CloseAccountSuccess'],
      ]).toContainEqual(outcome);
    }
  });
});

describe('whoever may override', () => {
  const overridden = async (id: string | undefined) =>
    (
      await ledger.ask<{ transaction: { overridden: boolean } }>(
        'query ($id: ID!) { transaction(id: $id) { overridden } }',
        { id },
      )
    ).transaction.overridden;

  test('posts to a frozen account, and the event says so', async () => {
    const id = await account();
    await change('freeze', id);
    const posted = await post(ledger, book, transfer(cash, id, '1'), {}, supervisor);
    expect(posted.__typename).toBe('PostTransactionSuccess');
    expect(await eventsOf(posted.transaction?.id ?? '')).toMatchObject([{ data: { overridden: true } }]);
    expect(await overridden(posted.transaction?.id)).toBe(true);
    expect((await balance(ledger, id)).posted).toBe('1.00');
  });

  test('posts and reverses below a floor', async () => {
    const id = await account({ overdraftFloor: eur('0') });
    const posted = await post(ledger, book, transfer(cash, id, '1'));
    expect((await post(ledger, book, transfer(id, cash, '4'), {}, supervisor)).__typename).toBe(
      'PostTransactionSuccess',
    );
    expect(await reverse(posted.transaction?.id)).toMatchObject({ __typename: 'InsufficientFunds' });
    expect(await reverse(posted.transaction?.id, supervisor)).toMatchObject({
      transaction: { overridden: true },
    });
    expect((await balance(ledger, id)).posted).toBe('-4.00');
  });

  test('leaves no mark where nothing was in the way', async () => {
    const posted = await post(ledger, book, transfer(cash, await account(), '1'), {}, supervisor);
    expect((await eventsOf(posted.transaction?.id ?? ''))[0]?.data).not.toHaveProperty('overridden');
    expect(await overridden(posted.transaction?.id)).toBe(false);
  });

  test('reverses nothing twice', async () => {
    const posted = await post(ledger, book, transfer(cash, await account(), '1'));
    await reverse(posted.transaction?.id);
    expect(await reverse(posted.transaction?.id, supervisor)).toMatchObject({
      __typename: 'AlreadyReversed',
    });
  });
});
