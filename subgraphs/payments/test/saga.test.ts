import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  openAccountCommand,
  openLedgerCommand,
  postTransactionCommand,
} from '@subgraph/ledger/contract/events';
import type { BusEvent } from 'platform/bus/port';
import { createEventStore } from 'platform/event-store/store';
import { present } from 'platform/kernel/assert';
import { newId } from 'platform/kernel/ids';
import { PAYMENT_EVENTS } from '../contract/events.ts';
import { project } from '../read-models/payments/projection.ts';
import { createPaymentStore } from '../storage/stores/payments.ts';
import { settlePayment } from '../use-cases/settlePayment.ts';
import { capture, confirm, create, eventually, find, isSettlement, paymentOf } from './api.ts';
import { countOf, keptOf } from './database.ts';
import { actorOf, startStack, type TestStack, tenant } from './stack.ts';

let stack: TestStack;

beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack.close());

const commandsOf = (tenantId: string) =>
  stack.ledger.commands.filter((command) => command.tenantId === tenantId);

const paid = async (actor = actorOf('acme'), input: object = {}): Promise<string> =>
  paymentOf(await create(stack, actor, { confirm: true, ...input })).id;

describe('captured money', () => {
  test('is booked: the ledger is asked to open what is missing, then to post, in this order', async () => {
    const bella = actorOf('books');
    const id = await paid(bella);
    await eventually(stack, bella, id, isSettlement('SETTLED'));
    const commands = commandsOf('books');
    expect(commands.map(({ type }) => type)).toEqual([
      openLedgerCommand.type,
      openAccountCommand.type,
      openAccountCommand.type,
      postTransactionCommand.type,
    ]);
    const [book, clearing, revenue, post] = commands.map(({ data }) => data);
    const ledgerId = book?.ledgerId;
    expect(clearing).toMatchObject({ ledgerId, code: 'clearing:EUR', type: 'ASSET', currency: 'EUR' });
    expect(revenue).toMatchObject({ ledgerId, code: 'revenue:EUR', type: 'REVENUE', currency: 'EUR' });
    const amount = { minor: '1000', currency: 'EUR' };
    expect(post).toMatchObject({
      ledgerId,
      reference: id,
      postings: [
        { accountId: clearing?.accountId, direction: 'DEBIT', amount },
        { accountId: revenue?.accountId, direction: 'CREDIT', amount },
      ],
    });
  });

  test('settles, and leads to its transaction', async () => {
    const id = await paid();
    const payment = await eventually(stack, actorOf('acme'), id, isSettlement('SETTLED'));
    const post = commandsOf('acme').find(({ data }) => data.reference === id);
    expect(payment.ledgerTransaction).toEqual({ id: post?.data.transactionId });
    expect(payment.settlement.settledAt).toMatch(/^\d{4}-\d\d-\d\dT.*\.\d{6}Z$/);
    expect(payment.status).toBe('SUCCEEDED');
  });

  test('of another currency gets accounts of its own in the same book', async () => {
    const cora = actorOf('currencies');
    await paid(cora);
    const id = await paid(cora, { amount: { amount: '500', currency: 'JPY' } });
    await eventually(stack, cora, id, isSettlement('SETTLED'));
    const types = commandsOf('currencies').map(({ type }) => type);
    expect(types.filter((type) => type === openLedgerCommand.type)).toHaveLength(1);
    expect(types.filter((type) => type === openAccountCommand.type)).toHaveLength(4);
  });

  test('of many first payments at once opens one book', async () => {
    const rita = actorOf('racing');
    const ids = await Promise.all(Array.from({ length: 12 }, () => paid(rita)));
    for (const id of ids) await eventually(stack, rita, id, isSettlement('SETTLED'));
    const commands = commandsOf('racing');
    expect(commands.slice(0, 3).map(({ type }) => type)).toEqual([
      openLedgerCommand.type,
      openAccountCommand.type,
      openAccountCommand.type,
    ]);
    expect(commands).toHaveLength(3 + ids.length);
  });

  test('that was taken in part is booked in part', async () => {
    const alice = actorOf('acme');
    const id = await paid(alice, { captureMethod: 'MANUAL' });
    await capture(stack, alice, { paymentId: id, amount: { amount: '4', currency: 'EUR' } });
    await eventually(stack, alice, id, isSettlement('SETTLED'));
    const post = commandsOf('acme').find(({ data }) => data.reference === id);
    expect(post?.data.postings).toMatchObject([{ amount: { minor: '400' } }, { amount: { minor: '400' } }]);
  });

  test('shows no transaction while the ledger has not posted it', async () => {
    const alice = actorOf('acme');
    await stack.ledger.answerWith('hold');
    const id = await paid(alice);
    const pending = present(await find(stack, alice, id), 'the payment is there');
    expect(pending).toMatchObject({ settlement: { status: 'PENDING' }, ledgerTransaction: null });
    await eventually(stack, alice, id, () => stack.ledger.commands.some(({ data }) => data.reference === id));
    await stack.ledger.answerWith('post');
    await eventually(stack, alice, id, isSettlement('SETTLED'));
  });
});

describe('what the ledger refuses', () => {
  test('goes back to the customer', async () => {
    const alice = actorOf('acme');
    await stack.ledger.answerWith('refuse');
    const id = await paid(alice);
    const payment = await eventually(stack, alice, id, isSettlement('COMPENSATED'));
    await stack.ledger.answerWith('post');
    expect(payment).toMatchObject({
      status: 'SUCCEEDED',
      settlement: { refusalCode: 'UNKNOWN_ACCOUNT', settledAt: null },
      ledgerTransaction: null,
    });
    expect(await keptOf(stack.database, id)).toBe(0);
  });

  test('goes back once, also when the provider does not answer', async () => {
    const alice = actorOf('acme');
    await stack.ledger.answerWith('refuse');
    const id = await paid(alice, { description: 'sandbox:timeout-after' });
    await eventually(stack, alice, id, isSettlement('COMPENSATED'));
    await stack.ledger.answerWith('post');
    expect(await keptOf(stack.database, id)).toBe(0);
    expect(await countOf(stack.database, id, 'compensated')).toBe(1);
  });
});

test('an answer that comes twice has one effect', async () => {
  const alice = actorOf('acme');
  const settled = await paid(alice);
  await eventually(stack, alice, settled, isSettlement('SETTLED'));
  await stack.ledger.answerWith('refuse');
  const compensated = await paid(alice);
  await eventually(stack, alice, compensated, isSettlement('COMPENSATED'));
  await stack.ledger.repeat();
  await stack.ledger.answerWith('post');
  const last = await paid(alice);
  await eventually(stack, alice, last, isSettlement('SETTLED'));
  expect(await countOf(stack.database, settled, 'settled')).toBe(1);
  expect(await countOf(stack.database, compensated, 'compensation-requested')).toBe(1);
  expect(await countOf(stack.database, compensated, 'compensated')).toBe(1);
});

test('an answer about a transaction that cannot be ours is nobody’s, whatever its id looks like', async () => {
  const payments = createPaymentStore(
    createEventStore({ source: 'payments', events: PAYMENT_EVENTS }),
    project,
  );
  const ids = [newId('txn'), `txn_${'0'.repeat(36)}`];
  for (const id of ids) {
    const event = { data: { transaction: { id } } } as unknown as BusEvent;
    await stack.database.unitOfWork(tenant('acme'), (uow) => settlePayment({ payments }, uow, event));
  }
});

test('a declined payment asks nothing of the ledger', async () => {
  const dora = actorOf('declined');
  await create(stack, dora, { confirm: true, description: 'sandbox:decline' });
  const { id } = paymentOf(await create(stack, dora));
  await confirm(stack, dora, { paymentId: id });
  await eventually(stack, dora, id, isSettlement('SETTLED'));
  expect(commandsOf('declined').filter(({ type }) => type === postTransactionCommand.type)).toHaveLength(1);
});
