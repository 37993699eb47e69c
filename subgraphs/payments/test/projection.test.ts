import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { replay } from 'platform/event-store/replay';
import { openSandbox, type Sandbox } from '../providers/sandbox/sandbox.ts';
import { paymentsProjection } from '../read-models/payments/projection.ts';
import { type ReconciliationBreak, reconcilePayments } from '../use-cases/reconcilePayments.ts';
import { capture, create, eventually, isSettlement, paymentOf } from './api.ts';
import { scalarOf } from './database.ts';
import { actorOf, startStack, type TestStack, tenant } from './stack.ts';

const alice = actorOf('acme');
let stack: TestStack;
let sandbox: Sandbox;
let settled: string;

/** Payments of every kind of end, and some on their way. */
beforeAll(async () => {
  stack = await startStack();
  sandbox = openSandbox({ databaseUrl: stack.database.urls.app });
  const made = async (input: object): Promise<string> => paymentOf(await create(stack, alice, input)).id;
  await made({ description: 'waits' });
  await made({ description: 'sandbox:decline', confirm: true });
  await made({ description: 'sandbox:authenticate', confirm: true });
  const lapsed = await made({ description: 'sandbox:expire', confirm: true, captureMethod: 'MANUAL' });
  await capture(stack, alice, { paymentId: lapsed });
  const part = await made({ confirm: true, captureMethod: 'MANUAL' });
  await capture(stack, alice, { paymentId: part, amount: { amount: '3', currency: 'EUR' } });
  await eventually(stack, alice, part, isSettlement('SETTLED'));
  await stack.ledger.answerWith('refuse');
  const refused = await made({ confirm: true });
  await eventually(stack, alice, refused, isSettlement('COMPENSATED'));
  await stack.ledger.answerWith('post');
  settled = await made({ confirm: true });
  await eventually(stack, alice, settled, isSettlement('SETTLED'));
  await create(stack, actorOf('globex'), { confirm: true });
  await stack.stop();
});
afterAll(async () => {
  await sandbox.close();
  await stack.close();
});

const rows = (): Promise<object[]> =>
  scalarOf(stack.database, 'select json_agg(payment order by tenant_id, id) as value from payment');

test('replaying the events gives the rows that were written along with them', async () => {
  const before = await rows();
  expect(before).toHaveLength(8);
  const progress: number[] = [];
  const done = await replay({
    system: stack.database.system,
    projection: paymentsProjection,
    onProgress: (count) => progress.push(count),
  });
  expect(progress.at(-1)).toBe(done);
  expect(await rows()).toEqual(before);
});

async function breaks(tenantName: string): Promise<ReconciliationBreak[]> {
  const { unitOfWork } = stack.database;
  const found: ReconciliationBreak[] = [];
  for await (const one of reconcilePayments({ unitOfWork, provider: sandbox }, tenant(tenantName))) {
    found.push(one);
  }
  return found;
}

test('reconciliation finds no break between the book and the provider', async () => {
  expect(await breaks('acme')).toEqual([]);
});

test('reconciliation finds money that the provider gave back behind our back', async () => {
  const [row] = (await rows()).filter((row) => (row as { id: string }).id === settled);
  expect(row).toMatchObject({ settlement_status: 'SETTLED' });
  const { amount } = (await sandbox.fetch(tenant('acme'), settled as never)) ?? {};
  await sandbox.refund({
    tenantId: tenant('acme'),
    paymentId: settled as never,
    idempotencyKey: 'elsewhere',
    amount: { ...amount, minor: 100n } as never,
  });
  expect(await breaks('acme')).toMatchObject([
    { paymentId: settled, reason: 'AMOUNTS_DIFFER', booked: { minor: 1000n }, kept: { minor: 900n } },
  ]);
});
