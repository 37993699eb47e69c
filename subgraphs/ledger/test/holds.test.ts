import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { formatInstant, instantOf, systemClock } from 'platform/kernel/clock';
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
  until,
} from './harness.ts';
import { expectBookToBeSound } from './laws.ts';

let ledger: TestLedger;
let book: string;
beforeAll(async () => {
  ledger = await startTestLedger();
  book = await openLedger(ledger);
});
afterAll(() => ledger.close());

interface HoldResult {
  readonly __typename: string;
  readonly code?: string;
  readonly path?: string[];
  readonly hold?: {
    readonly id: string;
    readonly status: string;
    readonly captured: { amount: string };
    readonly remaining: { amount: string };
    readonly captures: { id: string }[];
  };
  readonly transaction?: { readonly id: string; readonly hold: { id: string } | null };
  readonly [field: string]: unknown;
}

const HOLD = 'hold { id status captured { amount } remaining { amount } captures { id } }';

const DOCUMENTS = {
  placeHold: `mutation ($input: PlaceHoldInput!) { placeHold(input: $input) { __typename
    ... on PlaceHoldSuccess { ${HOLD} } ... on Error { code path }
    ... on InsufficientFunds { accountId available { amount } requested { amount } }
    ... on CurrencyMismatch { expected actual } ... on UnknownAccount { accountId }
    ... on HoldExpired { expiredAt } } }`,
  captureHold: `mutation ($input: CaptureHoldInput!) { captureHold(input: $input) { __typename
    ... on CaptureHoldSuccess { ${HOLD} transaction { id hold { id } } } ... on Error { code path }
    ... on HoldAmountExceeded { remaining { amount } } ... on HoldAlreadySettled { settledAs }
    ... on HoldExpired { expiredAt } ... on AccountFrozen { accountId } } }`,
  releaseHold: `mutation ($input: ReleaseHoldInput!) { releaseHold(input: $input) { __typename
    ... on ReleaseHoldSuccess { ${HOLD} } ... on Error { code path }
    ... on HoldAlreadySettled { settledAs } ... on HoldExpired { expiredAt } } }`,
};

async function run(name: keyof typeof DOCUMENTS, input: object, actor = acme): Promise<HoldResult> {
  const data = await ledger.ask<Record<string, HoldResult>>(
    DOCUMENTS[name],
    { input: { idempotencyKey: key(), ...input } },
    actor,
  );
  return data[name] as HoldResult;
}

let count = 0;

/** A wallet (LIABILITY, floor 0) with `funds`, and the cash it came from. A hold moves from wallet to cash. */
async function wallet(funds = '100'): Promise<{ cash: string; wallet: string }> {
  count += 1;
  const cash = await openAccount(ledger, book, `cash-${count}`, { type: 'LIABILITY' });
  const id = await openAccount(ledger, book, `wallet-${count}`, {
    type: 'LIABILITY',
    overdraftFloor: eur('0'),
  });
  if (Number(funds) > 0) await post(ledger, book, transfer(cash, id, funds));
  return { cash, wallet: id };
}

const hold = (from: { cash: string; wallet: string }, amount: string, more: object = {}, actor = acme) =>
  run(
    'placeHold',
    {
      ledgerId: book,
      debitAccountId: from.wallet,
      creditAccountId: from.cash,
      amount: eur(amount),
      ...more,
    },
    actor,
  );

const inMs = (ms: number) => formatInstant(instantOf(systemClock.now() + BigInt(ms) * 1_000n));

const changeStatus = (name: string, accountId: string) =>
  ledger.ask(
    `mutation ($input: ${name[0]?.toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) { __typename } }`,
    { input: { accountId, idempotencyKey: key() } },
  );

async function pending(id: string, at: object | null = null) {
  const { account } = await ledger.ask<{ account: { balance: Record<string, { amount: string }> } }>(
    `query ($id: ID!, $at: AsOfInput) { account(id: $id) { balance(at: $at) {
       posted { amount } available { amount } pendingDebits { amount } pendingCredits { amount } } } }`,
    { id, at },
  );
  return Object.fromEntries(Object.entries(account.balance).map(([name, { amount }]) => [name, amount]));
}

describe('a hold', () => {
  test('takes what it promises from what is available, and leaves what is posted', async () => {
    const accounts = await wallet();
    expect(await hold(accounts, '30')).toMatchObject({
      __typename: 'PlaceHoldSuccess',
      hold: { status: 'HELD', captured: { amount: '0.00' }, remaining: { amount: '30.00' }, captures: [] },
    });
    expect(await pending(accounts.wallet)).toEqual({
      posted: '100.00',
      available: '70.00',
      pendingDebits: '30.00',
      pendingCredits: '0.00',
    });
    expect(await pending(accounts.cash)).toMatchObject({ available: '-100.00', pendingCredits: '30.00' });
  });

  test('is captured in two parts, each a transaction of it', async () => {
    const accounts = await wallet();
    const placed = await hold(accounts, '50', { reference: 'R-1', description: 'Stay' });
    const holdId = placed.hold?.id;
    const first = await run('captureHold', { holdId, amount: eur('20'), final: false });
    expect(first.hold).toMatchObject({ status: 'HELD', captured: { amount: '20.00' } });
    expect(first.transaction?.hold?.id).toBe(holdId);
    expect(await pending(accounts.wallet)).toMatchObject({ posted: '80.00', available: '50.00' });
    const second = await run('captureHold', { holdId });
    expect(second.hold).toMatchObject({
      status: 'CAPTURED',
      captured: { amount: '50.00' },
      remaining: { amount: '0.00' },
      captures: [{ id: first.transaction?.id }, { id: second.transaction?.id }],
    });
    expect(await pending(accounts.wallet)).toMatchObject({ posted: '50.00', available: '50.00' });
  });

  test('gives back what a final capture leaves', async () => {
    const accounts = await wallet();
    const placed = await hold(accounts, '50');
    const captured = await run('captureHold', { holdId: placed.hold?.id, amount: eur('20') });
    expect(captured.hold).toMatchObject({ status: 'CAPTURED', captured: { amount: '20.00' } });
    expect(await pending(accounts.wallet)).toMatchObject({ available: '80.00', pendingDebits: '0.00' });
  });

  test('gives back all when it is released', async () => {
    const accounts = await wallet();
    const placed = await hold(accounts, '50');
    const released = await run('releaseHold', { holdId: placed.hold?.id });
    expect(released.hold).toMatchObject({ status: 'RELEASED', remaining: { amount: '0.00' } });
    expect(await pending(accounts.wallet)).toMatchObject({ posted: '100.00', available: '100.00' });
  });

  test('frees its amount at its end without a job having run, for reading and for spending', async () => {
    const accounts = await wallet();
    const expiresAt = inMs(3_000);
    const placed = await hold(accounts, '100', { expiresAt });
    expect((await hold(accounts, '1')).__typename).toBe('InsufficientFunds');
    expect(await pending(accounts.wallet, { effectiveAt: expiresAt })).toMatchObject({ available: '100.00' });
    await until(ledger, expiresAt);
    expect(await pending(accounts.wallet)).toMatchObject({ available: '100.00', pendingDebits: '0.00' });
    const spent = await post(ledger, book, transfer(accounts.wallet, accounts.cash, '100'));
    expect(spent.__typename).toBe('PostTransactionSuccess');
    expect(await run('captureHold', { holdId: placed.hold?.id })).toMatchObject({ expiredAt: expiresAt });
    expect(await run('releaseHold', { holdId: placed.hold?.id })).toMatchObject({ code: 'HOLD_EXPIRED' });
    const { hold: read } = await ledger.ask<{ hold: { status: string } }>(
      'query ($id: ID!) { hold(id: $id) { status } }',
      { id: placed.hold?.id },
    );
    expect(read.status).toBe('EXPIRED');
  });

  test('is part of every past balance that it was part of', async () => {
    const accounts = await wallet();
    const before = (await balance(ledger, accounts.wallet)).asOf;
    const placed = await hold(accounts, '40');
    const during = (await balance(ledger, accounts.wallet)).asOf;
    await run('captureHold', { holdId: placed.hold?.id, amount: eur('10'), final: false });
    const partly = (await balance(ledger, accounts.wallet)).asOf;
    await run('releaseHold', { holdId: placed.hold?.id });
    const availableAt = async (at: object) => (await pending(accounts.wallet, at)).available;
    expect(await availableAt(before)).toBe('100.00');
    expect(await availableAt(during)).toBe('60.00');
    expect(await availableAt(partly)).toBe('60.00');
    expect(await availableAt({})).toBe('90.00');
  });

  test('keeps its account from being closed, until it has ended', async () => {
    const accounts = await wallet('0');
    const placed = await hold({ cash: accounts.wallet, wallet: accounts.cash }, '5');
    const close = () =>
      ledger.ask<{ closeAccount: { __typename: string } }>(
        'mutation ($input: CloseAccountInput!) { closeAccount(input: $input) { __typename } }',
        { input: { accountId: accounts.wallet, idempotencyKey: key() } },
      );
    expect((await close()).closeAccount.__typename).toBe('AccountNotEmpty');
    await run('releaseHold', { holdId: placed.hold?.id });
    expect((await close()).closeAccount.__typename).toBe('CloseAccountSuccess');
  });

  test('is listed by its account, status and reference', async () => {
    const accounts = await wallet();
    await hold(accounts, '1', { reference: 'A' });
    const placed = await hold(accounts, '2', { reference: 'B' });
    await run('releaseHold', { holdId: placed.hold?.id });
    const list = async (filter: object) => {
      const { holds } = await ledger.ask<{
        holds: { nodes: { reference: string }[]; totalCount: number };
      }>(
        'query ($book: ID!, $filter: HoldFilter) { holds(ledgerId: $book, filter: $filter) { totalCount nodes { reference } } }',
        { book, filter: { accountId: accounts.wallet, ...filter } },
      );
      expect(holds.totalCount).toBe(holds.nodes.length);
      return holds.nodes.map(({ reference }) => reference);
    };
    expect(await list({})).toEqual(['B', 'A']);
    expect(await list({ status: 'HELD' })).toEqual(['A']);
    expect(await list({ status: 'RELEASED' })).toEqual(['B']);
    expect(await list({ status: 'EXPIRED' })).toEqual([]);
    expect(await list({ reference: 'B' })).toEqual(['B']);
  });

  test('of another tenant does not exist', async () => {
    const placed = await hold(await wallet(), '1');
    const input = { holdId: placed.hold?.id };
    expect((await run('captureHold', input, globex)).__typename).toBe('UnknownHold');
    expect((await run('releaseHold', input, globex)).__typename).toBe('UnknownHold');
  });

  test('is placed, captured and released once under one key', async () => {
    const accounts = await wallet();
    const idempotencyKey = key();
    const many = await Promise.all(
      Array.from({ length: 20 }, () => hold(accounts, '10', { idempotencyKey })),
    );
    expect(new Set(many.map(({ hold: one }) => one?.id)).size).toBe(1);
    const capture = { holdId: many[0]?.hold?.id, amount: eur('4'), final: false, idempotencyKey: key() };
    const captures = await Promise.all(Array.from({ length: 20 }, () => run('captureHold', capture)));
    expect(new Set(captures.map(({ transaction }) => transaction?.id)).size).toBe(1);
    expect(await run('captureHold', { ...capture, amount: eur('5') })).toMatchObject({
      code: 'IDEMPOTENCY_CONFLICT',
    });
    expect(await pending(accounts.wallet)).toMatchObject({ posted: '96.00', available: '90.00' });
  });
});

describe('placeHold is refused', () => {
  test('in a book that does not exist', async () => {
    expect(await hold(await wallet(), '1', { ledgerId: 'ldg_nowhere' })).toMatchObject({
      code: 'UNKNOWN_LEDGER',
      path: ['input', 'ledgerId'],
    });
  });

  test('for an account that does not exist', async () => {
    expect(await hold(await wallet(), '1', { creditAccountId: 'acct_nobody' })).toMatchObject({
      code: 'UNKNOWN_ACCOUNT',
      accountId: 'acct_nobody',
      path: ['input', 'creditAccountId'],
    });
  });

  test.each(['0', '-1', '1.001', '79228162514264337593543950336'])('for the amount %s', async (amount) => {
    expect(await hold(await wallet(), amount)).toMatchObject({
      code: 'INVALID_AMOUNT',
      path: ['input', 'amount'],
    });
  });

  test('in another currency than its accounts', async () => {
    expect(await hold(await wallet(), '1', { amount: { amount: '1', currency: 'USD' } })).toMatchObject({
      code: 'CURRENCY_MISMATCH',
      expected: 'EUR',
      actual: 'USD',
    });
  });

  test('on a frozen account, but not to those who may override', async () => {
    const accounts = await wallet();
    await changeStatus('freezeAccount', accounts.wallet);
    expect(await hold(accounts, '1')).toMatchObject({
      code: 'ACCOUNT_FROZEN',
      path: ['input', 'debitAccountId'],
    });
    const override = actorOf('acme', ['ledger:read', 'ledger:write', 'ledger:override']);
    expect((await hold(accounts, '1', {}, override)).__typename).toBe('PlaceHoldSuccess');
  });

  test('is marked in its event when only those who may override get it', async () => {
    const accounts = await wallet();
    const override = actorOf('acme', ['ledger:read', 'ledger:write', 'ledger:override']);
    const within = await hold(accounts, '60', {}, override);
    const beyond = await hold(accounts, '60', {}, override);
    const markOf = async ({ hold: placed }: HoldResult) => {
      const { rows } = await ledger.database.system.query<{ mark: string | null }>(
        `select data->>'overridden' as mark from event where stream = $1`,
        [placed?.id],
      );
      return rows;
    };
    expect(await markOf(within)).toEqual([{ mark: null }]);
    expect(await markOf(beyond)).toEqual([{ mark: 'true' }]);
  });

  test('on a closed account', async () => {
    const accounts = await wallet('0');
    await changeStatus('closeAccount', accounts.wallet);
    expect((await hold(accounts, '1')).code).toBe('ACCOUNT_CLOSED');
  });

  test('beyond what is available', async () => {
    const accounts = await wallet();
    await hold(accounts, '60');
    expect(await hold(accounts, '41')).toMatchObject({
      code: 'INSUFFICIENT_FUNDS',
      accountId: accounts.wallet,
      available: { amount: '40.00' },
      requested: { amount: '41.00' },
      path: ['input', 'amount'],
    });
  });

  test('when it would have ended before it begins', async () => {
    expect(await hold(await wallet(), '1', { expiresAt: '2020-01-01T00:00:00Z' })).toMatchObject({
      code: 'HOLD_EXPIRED',
      path: ['input', 'expiresAt'],
    });
  });

  test('with BAD_USER_INPUT for one account on both sides and for an end 200 years ahead', async () => {
    const accounts = await wallet();
    const both = { cash: accounts.wallet, wallet: accounts.wallet };
    await expect(hold(both, '1')).rejects.toThrow('BAD_USER_INPUT');
    await expect(hold(accounts, '1', { expiresAt: '2230-01-01T00:00:00Z' })).rejects.toThrow('expiresAt');
  });
});

describe('captureHold is refused', () => {
  test('for a hold that does not exist', async () => {
    const refused = { code: 'UNKNOWN_HOLD', path: ['input', 'holdId'] };
    expect(await run('captureHold', { holdId: 'hold_none' })).toMatchObject(refused);
    expect(await run('releaseHold', { holdId: 'hold_none' })).toMatchObject(refused);
  });

  test('beyond what remains, with what remains', async () => {
    const placed = await hold(await wallet(), '10');
    const holdId = placed.hold?.id;
    await run('captureHold', { holdId, amount: eur('4'), final: false });
    expect(await run('captureHold', { holdId, amount: eur('7') })).toMatchObject({
      code: 'HOLD_AMOUNT_EXCEEDED',
      remaining: { amount: '6.00' },
      path: ['input', 'amount'],
    });
  });

  test('when the hold is settled', async () => {
    const placed = await hold(await wallet(), '10');
    const holdId = placed.hold?.id;
    await run('releaseHold', { holdId });
    const settled = { code: 'HOLD_ALREADY_SETTLED', settledAs: 'RELEASED' };
    expect(await run('captureHold', { holdId })).toMatchObject(settled);
    expect(await run('captureHold', { holdId, amount: eur('99') })).toMatchObject(settled);
    expect(await run('releaseHold', { holdId })).toMatchObject(settled);
  });

  test('in another currency', async () => {
    const placed = await hold(await wallet(), '10');
    const input = { holdId: placed.hold?.id, amount: { amount: '1', currency: 'USD' } };
    expect((await run('captureHold', input)).code).toBe('CURRENCY_MISMATCH');
  });

  test('for an amount that is none', async () => {
    const placed = await hold(await wallet(), '10');
    const input = { holdId: placed.hold?.id, amount: eur('0') };
    expect((await run('captureHold', input)).code).toBe('INVALID_AMOUNT');
  });

  test('when it would bring a balance out of range', async () => {
    const { wallet: from } = await wallet('0.01');
    const most = '792281625142643375935439503.35';
    const vast = await openAccount(ledger, book, 'vast', { type: 'LIABILITY' });
    const source = await openAccount(ledger, book, 'source');
    const placed = await hold({ wallet: from, cash: vast }, '0.01');
    await post(ledger, book, transfer(source, vast, most));
    expect(await run('captureHold', { holdId: placed.hold?.id })).toMatchObject({
      __typename: 'InvalidAmount',
      path: ['input', 'amount'],
    });
  });

  test('on a frozen account, before the hold itself is looked at', async () => {
    const accounts = await wallet();
    const placed = await hold(accounts, '10');
    await changeStatus('freezeAccount', accounts.cash);
    const refused = { code: 'ACCOUNT_FROZEN', accountId: accounts.cash, path: ['input', 'holdId'] };
    expect(await run('captureHold', { holdId: placed.hold?.id, amount: eur('11') })).toMatchObject(refused);
  });
});

test('law: captures never exceed the hold and no floor is crossed, whoever races', async () => {
  const step = fc.record({
    kind: fc.constantFrom('hold', 'capture', 'release', 'spend'),
    minor: fc.integer({ min: 1, max: 6_000 }),
    final: fc.boolean(),
    n: fc.nat(5),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(step, { maxLength: 6 }), { maxLength: 5 }), async (waves) => {
      book = await openLedger(ledger);
      const accounts = await wallet();
      const held: string[] = [];
      for (const wave of waves) {
        await Promise.all(
          wave.map(async ({ kind, minor, final, n }) => {
            const amount = (minor / 100).toFixed(2);
            const holdId = held[n % Math.max(1, held.length)];
            if (kind === 'hold') {
              const placed = await hold(accounts, amount);
              if (placed.hold) held.push(placed.hold.id);
            } else if (kind === 'spend') {
              await post(ledger, book, transfer(accounts.wallet, accounts.cash, amount));
            } else if (kind === 'capture' && holdId) {
              await run('captureHold', { holdId, amount: eur(amount), final });
            } else if (holdId) {
              await run('releaseHold', { holdId });
            }
          }),
        );
        await holdsAddUp(accounts.wallet);
      }
      await expectBookToBeSound({ ask: ledger.ask, events: ledger.database.system }, book);
    }),
    { numRuns: 15 },
  );
}, 120_000);

async function holdsAddUp(id: string): Promise<void> {
  const { holds } = await ledger.ask<{
    holds: { nodes: Record<'amount' | 'captured' | 'remaining', { amount: string }>[] };
  }>(
    `query ($book: ID!, $id: ID!) { holds(ledgerId: $book, filter: { accountId: $id }, first: 100) {
       nodes { amount { amount } captured { amount } remaining { amount } } } }`,
    { book, id },
  );
  const sum = (field: 'captured' | 'remaining') =>
    holds.nodes.reduce((total, one) => total + Math.round(Number(one[field].amount) * 100), 0);
  for (const { amount, captured } of holds.nodes) {
    expect(Number(captured.amount)).toBeLessThanOrEqual(Number(amount.amount));
  }
  const seen = await pending(id);
  expect(Number(seen.pendingDebits)).toBe(sum('remaining') / 100);
  expect(Number(seen.available)).toBeGreaterThanOrEqual(0);
  const { asOf } = await balance(ledger, id);
  expect(await pending(id, asOf)).toEqual(seen);
}
