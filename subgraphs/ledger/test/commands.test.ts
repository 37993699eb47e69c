import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { signCommand } from 'platform/auth/command-signature';
import { createServiceKeys, type ServiceKey, type TrustedKeys } from 'platform/auth/service-keys';
import type { BatchHandler, Outcome } from 'platform/bus/consuming/mode';
import type { BusEvent } from 'platform/bus/port';
import { systemClock } from 'platform/kernel/clock';
import { newId, type TenantId } from 'platform/kernel/ids';
import type { JsonObject } from 'platform/kernel/json';
import type { WireMoney } from 'platform/kernel/money';
import { ledgerCommands } from '../consumers/ledger.commands.v1.ts';
import { openAccountCommand, openLedgerCommand, postTransactionCommand } from '../contract/events.ts';
import { balance, key, startTestLedger, type TestLedger } from './harness.ts';

let ledger: TestLedger;
let keysDir: string;
let payments: ServiceKey;
let trusted: TrustedKeys;
let take: BatchHandler;

beforeAll(async () => {
  ledger = await startTestLedger();
  keysDir = mkdtempSync(join(tmpdir(), 'keys-'));
  const keys = await createServiceKeys(keysDir, ['payments']);
  payments = keys.keyOf('payments');
  trusted = keys.trusted;
  take = ledgerCommands(ledger.services, trusted);
});
afterAll(async () => {
  await ledger.close();
  rmSync(keysDir, { recursive: true });
});

async function command(
  type: string,
  subject: string,
  data: JsonObject,
  { scopes = ['ledger:write'], tenant = 'acme' } = {},
): Promise<BusEvent> {
  const now = systemClock.now();
  const unsigned = {
    ...{
      id: newId('cmd'),
      source: 'payments',
      type,
      subject,
      data,
      tenantId: tenant as TenantId,
      actor: 'alice',
    },
    ...{ time: now, effectiveAt: now, correlationId: 'payment-1', causationId: 'evt-1' },
  };
  return { ...unsigned, signature: await signCommand(payments, unsigned, scopes) };
}

const book = () => ({ ledgerId: newId('ldg'), clearing: newId('acct'), revenue: newId('acct') });
type Book = ReturnType<typeof book>;

const openBook = ({ ledgerId }: Book) =>
  command(openLedgerCommand.type, ledgerId, { ledgerId, name: 'Payments' });

const openAccount = ({ ledgerId }: Book, accountId: string, code: string) =>
  command(openAccountCommand.type, ledgerId, {
    accountId,
    ledgerId,
    code,
    name: code,
    type: 'ASSET',
    currency: 'EUR',
  });

const postTransaction = (
  { ledgerId, clearing, revenue }: Book,
  transactionId: string,
  minor: string,
  more = {},
) =>
  command(
    postTransactionCommand.type,
    ledgerId,
    {
      ...{ transactionId, ledgerId, effectiveAt: null, description: null, reference: 'pay_1' },
      postings: [
        { accountId: clearing, direction: 'DEBIT', amount: { minor, currency: 'EUR' } },
        { accountId: revenue, direction: 'CREDIT', amount: { minor, currency: 'EUR' } },
      ],
    },
    more,
  );

async function opened(): Promise<Book> {
  const names = book();
  const commands = [
    await openBook(names),
    await openAccount(names, names.clearing, 'clearing'),
    await openAccount(names, names.revenue, 'revenue'),
  ];
  expect(await take(commands)).toEqual(['done', 'done', 'done']);
  return names;
}

const withAmounts = (posting: BusEvent, amount: WireMoney): JsonObject => ({
  ...posting.data,
  postings: (posting.data.postings as JsonObject[]).map((one) => ({ ...one, amount: { ...amount } })),
});

const answers = async (transactionId: string) => {
  const { rows } = await ledger.database.system.query<{
    type: string;
    data: JsonObject;
    correlation_id: string;
    recorded_at: bigint;
  }>('select type, data, correlation_id, recorded_at from event where stream = $1', [transactionId]);
  return rows;
};

const errorOf = (outcome: Outcome | undefined) =>
  outcome === 'done' ? undefined : (outcome?.error as Error);

describe('commands of another service', () => {
  test('open a book and its accounts and post to them, all in one batch, in order', async () => {
    const names = book();
    const transactionId = newId('txn');
    const batch = [
      await openBook(names),
      await openAccount(names, names.clearing, 'clearing'),
      await openAccount(names, names.revenue, 'revenue'),
      await postTransaction(names, transactionId, '500'),
    ];
    expect(await take(batch)).toEqual(['done', 'done', 'done', 'done']);
    expect(await balance(ledger, names.clearing)).toMatchObject({ posted: '5.00' });
    expect(await answers(transactionId)).toMatchObject([
      { type: 'ledger.transaction.posted.v1', correlation_id: 'payment-1' },
    ]);
  });

  test('have one effect when they come again', async () => {
    const names = await opened();
    const posting = await postTransaction(names, newId('txn'), '500');
    expect(await take([posting, posting])).toEqual(['done', 'done']);
    expect(await take([posting])).toEqual(['done']);
    expect(await balance(ledger, names.clearing)).toMatchObject({ posted: '5.00' });
  });

  test('that the book refuses are answered with an event that carries the code', async () => {
    const names = { ...(await opened()), revenue: newId('acct') };
    const transactionId = newId('txn');
    expect(await take([await postTransaction(names, transactionId, '500')])).toEqual(['done']);
    expect(await answers(transactionId)).toMatchObject([
      {
        type: 'ledger.transaction.refused.v1',
        data: { transaction: { id: transactionId }, code: 'UNKNOWN_ACCOUNT' },
        correlation_id: 'payment-1',
      },
    ]);
  });

  test.each(['close', 'freeze'] as const)(
    'to an account after its %s are answered with the code',
    async (verb) => {
      const names = await opened();
      const name = `${verb === 'close' ? 'Close' : 'Freeze'}Account`;
      await ledger.ask(`mutation ($input: ${name}Input!) { ${verb}Account(input: $input) { __typename } }`, {
        input: { accountId: names.revenue, idempotencyKey: key() },
      });
      const transactionId = newId('txn');
      expect(await take([await postTransaction(names, transactionId, '500')])).toEqual(['done']);
      expect(await answers(transactionId)).toMatchObject([
        {
          type: 'ledger.transaction.refused.v1',
          data: { code: verb === 'close' ? 'ACCOUNT_CLOSED' : 'ACCOUNT_FROZEN' },
        },
      ]);
    },
  );

  test('that count in a closed period are answered with the code', async () => {
    const names = await opened();
    await ledger.ask('mutation ($input: ClosePeriodInput!) { closePeriod(input: $input) { __typename } }', {
      input: { ledgerId: names.ledgerId, through: '2020-12-31T23:59:59Z', idempotencyKey: key() },
    });
    const transactionId = newId('txn');
    const posting = await postTransaction(names, transactionId, '500');
    const effectiveAt = '2020-06-30T00:00:00.000000Z';
    const early = await command(posting.type, posting.subject, { ...posting.data, effectiveAt });
    expect(await take([early])).toEqual(['done']);
    expect(await answers(transactionId)).toMatchObject([{ data: { code: 'PERIOD_CLOSED' } }]);
  });

  test('to a book that does not exist are answered now, and not in 1970', async () => {
    const transactionId = newId('txn');
    const before = systemClock.now();
    await take([await postTransaction(book(), transactionId, '500')]);
    const [answer] = await answers(transactionId);
    expect(answer).toMatchObject({
      type: 'ledger.transaction.refused.v1',
      data: { code: 'UNKNOWN_LEDGER' },
    });
    expect(Number(answer?.recorded_at ?? 0n)).toBeGreaterThan(Number(before) - 1_000_000);
  });

  test.each([
    ['zero', { minor: '0', currency: 'EUR' }],
    ['a negative amount', { minor: '-500', currency: 'EUR' }],
    ['2^96 minor units', { minor: (2n ** 96n).toString(), currency: 'EUR' }],
    ['a currency that ISO 4217 does not have', { minor: '500', currency: 'XYZ' }],
  ])('that ask for %s are refused as anybody is', async (_name, amount) => {
    const names = await opened();
    const transactionId = newId('txn');
    const posting = await postTransaction(names, transactionId, '500');
    const odd = await command(posting.type, posting.subject, withAmounts(posting, amount));
    expect(await take([odd])).toEqual(['done']);
    expect(await answers(transactionId)).toMatchObject([{ data: { code: 'INVALID_AMOUNT' } }]);
    expect(await balance(ledger, names.clearing)).toMatchObject({ debits: '0.00' });
  });

  test.each([
    ['does not exist', '2026-02-30T00:00:00.000000Z'],
    ['lies before 1970', '1969-12-31T23:59:59.999999Z'],
    ['lies in the year 9999', '9999-01-01T00:00:00.000000Z'],
  ])('whose effectiveAt %s are not taken', async (_name, effectiveAt) => {
    const names = await opened();
    const transactionId = newId('txn');
    const posting = await postTransaction(names, transactionId, '500');
    const odd = await command(posting.type, posting.subject, { ...posting.data, effectiveAt });
    expect(errorOf((await take([odd]))[0])).toMatchObject({ code: 'BAD_USER_INPUT' });
    expect(await answers(transactionId)).toEqual([]);
  });

  test('under the transaction id of another command are not taken, and not lost in silence', async () => {
    const names = await opened();
    const transactionId = newId('txn');
    await take([await postTransaction(names, transactionId, '500')]);
    const [outcome] = await take([await postTransaction(names, transactionId, '600')]);
    expect(errorOf(outcome)?.message).toMatch(/used before/);
  });

  test('that were not taken are taken when they are replayed and the cause is gone', async () => {
    const names = book();
    const account = await openAccount(names, names.clearing, 'clearing');
    expect(errorOf((await take([account]))[0])?.message).toMatch(/no such ledger/);
    await take([await openBook(names)]);
    expect(await take([account])).toEqual(['done']);
  });

  test('without a signature of a known service are not taken', async () => {
    const names = await opened();
    const posting = await postTransaction(names, newId('txn'), '500');
    const forged = { ...posting, data: { ...posting.data, reference: 'pay_2' } };
    expect(errorOf((await take([forged]))[0])).toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  test('without the scope are not taken', async () => {
    const names = await opened();
    const posting = await postTransaction(names, newId('txn'), '500', { scopes: ['ledger:read'] });
    expect(errorOf((await take([posting]))[0])).toMatchObject({ code: 'FORBIDDEN' });
  });

  test('that do not fit their schema are not taken', async () => {
    const names = await opened();
    const malformed = await command(openLedgerCommand.type, names.ledgerId, {
      ledgerId: 'nonsense',
      name: 'x',
    });
    expect(errorOf((await take([malformed]))[0])?.message).toMatch(/does not fit its schema/);
  });

  test('whose predecessor of the same book failed wait with it, those of other books do not', async () => {
    const [names, others] = [await opened(), await opened()];
    const outcomes = await take([
      await openAccount(names, newId('acct'), 'clearing'),
      await openAccount(names, newId('acct'), 'further'),
      await openAccount(others, newId('acct'), 'further'),
    ]);
    expect(outcomes.map((outcome) => outcome === 'done')).toEqual([false, false, true]);
  });
});
