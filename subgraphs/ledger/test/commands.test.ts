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
import { ledgerCommands } from '../consumers/ledger.commands.v1.ts';
import { openAccountCommand, openLedgerCommand, postTransactionCommand } from '../contract/events.ts';
import { balance, startTestLedger, type TestLedger } from './harness.ts';

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

const answers = async (transactionId: string) => {
  const { rows } = await ledger.database.system.query<{
    type: string;
    data: JsonObject;
    correlation_id: string;
  }>('select type, data, correlation_id from event where stream = $1', [transactionId]);
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
