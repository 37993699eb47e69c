import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { CurrencyCode } from 'platform/kernel/currencies';
import { newId, parseTenantId, type TenantId } from 'platform/kernel/ids';
import { moneyOf } from 'platform/kernel/money';
import { type TestDatabase, testDatabase } from 'platform/testing/postgres';
import type { CaptureMethod, PaymentId } from '../../domain/payment/state.ts';
import { paymentsDatabase } from '../../storage/database.ts';
import { OutcomeUnknown, ProviderFault, type ProviderPayment } from '../provider.ts';
import { openSandbox, type Sandbox } from '../sandbox/sandbox.ts';

const tenantId = parseTenantId('acme') as TenantId;
const euros = (minor: bigint) => moneyOf(minor, 'EUR' as CurrencyCode);

let database: TestDatabase;
let sandbox: Sandbox;

beforeAll(async () => {
  database = await testDatabase(paymentsDatabase);
  sandbox = openSandbox({ databaseUrl: database.urls.app });
});

afterAll(async () => {
  await sandbox.close();
  await database.close();
});

async function created(
  description: string | null,
  captureMethod: CaptureMethod = 'MANUAL',
): Promise<PaymentId> {
  const paymentId = newId('pay');
  const request = { tenantId, paymentId, idempotencyKey: 'create' };
  await sandbox.createPayment({ ...request, amount: euros(1000n), captureMethod, description });
  return paymentId;
}

const confirm = (paymentId: PaymentId, attempt = 1): Promise<ProviderPayment> =>
  sandbox.confirm({
    tenantId,
    paymentId,
    idempotencyKey: `${paymentId}/${attempt}`,
    attempt,
    paymentMethod: 'pm',
  });

const move = (paymentId: PaymentId, name: string, minor: bigint) => ({
  tenantId,
  paymentId,
  idempotencyKey: `${paymentId}/${name}`,
  amount: euros(minor),
});

describe('a confirmation', () => {
  test('authorises when capture is manual', async () => {
    expect(await confirm(await created(null))).toMatchObject({ status: 'authorised', captured: euros(0n) });
  });

  test('captures when capture is automatic', async () => {
    const paymentId = await created(null, 'AUTOMATIC');
    expect(await confirm(paymentId)).toMatchObject({ status: 'captured', captured: euros(1000n) });
  });

  test('is declined with the code of the scenario', async () => {
    const paymentId = await created('sandbox:decline:insufficient_funds');
    const declined = { status: 'declined', declineCode: 'insufficient_funds' };
    expect(await confirm(paymentId)).toMatchObject(declined);
    expect(await confirm(paymentId, 2)).toMatchObject(declined);
  });

  test('goes through after one decline', async () => {
    const paymentId = await created('sandbox:decline-once');
    expect(await confirm(paymentId)).toMatchObject({ status: 'declined', declineCode: 'card_declined' });
    expect(await confirm(paymentId, 2)).toMatchObject({ status: 'authorised', declineCode: null });
  });

  test('wants the customer to act first', async () => {
    const paymentId = await created('sandbox:authenticate');
    expect(await confirm(paymentId)).toMatchObject({ status: 'requires_action' });
    expect(await confirm(paymentId, 2)).toMatchObject({ status: 'authorised' });
  });

  test('is a fault for a payment that was confirmed', async () => {
    const paymentId = await created(null);
    await confirm(paymentId);
    await expect(confirm(paymentId, 2)).rejects.toThrow(ProviderFault);
  });
});

describe('money', () => {
  test('is captured in part, once', async () => {
    const paymentId = await created(null);
    await confirm(paymentId);
    expect(await sandbox.capture(move(paymentId, 'capture', 400n))).toMatchObject({ captured: euros(400n) });
    await expect(sandbox.capture(move(paymentId, 'again', 100n))).rejects.toThrow(ProviderFault);
  });

  test('is never captured beyond what is authorised', async () => {
    const paymentId = await created(null);
    await confirm(paymentId);
    await expect(sandbox.capture(move(paymentId, 'capture', 1001n))).rejects.toThrow('out of bounds');
  });

  test('is let go when the authorisation has lapsed', async () => {
    const paymentId = await created('sandbox:expire');
    await confirm(paymentId);
    const lapsed = { status: 'canceled', captured: euros(0n) };
    expect(await sandbox.capture(move(paymentId, 'capture', 1000n))).toMatchObject(lapsed);
  });

  test('is let go by cancelling', async () => {
    const paymentId = await created(null);
    await confirm(paymentId);
    const request = { tenantId, paymentId, idempotencyKey: `${paymentId}/cancel` };
    expect(await sandbox.cancel(request)).toMatchObject({ status: 'canceled' });
  });

  test('is given back, never more than was captured', async () => {
    const paymentId = await created(null, 'AUTOMATIC');
    await confirm(paymentId);
    expect(await sandbox.refund(move(paymentId, 'refund', 600n))).toMatchObject({ refunded: euros(600n) });
    await expect(sandbox.refund(move(paymentId, 'more', 401n))).rejects.toThrow('out of bounds');
  });
});

describe('a request', () => {
  test('with a known key has the first answer and no effect', async () => {
    const paymentId = await created(null, 'AUTOMATIC');
    await confirm(paymentId);
    const refund = move(paymentId, 'refund', 100n);
    const answers = await Promise.all(Array.from({ length: 10 }, () => sandbox.refund(refund)));
    expect(new Set(answers.map(({ refunded }) => refunded.minor))).toEqual(new Set([100n]));
    expect(await sandbox.fetch(tenantId, paymentId)).toMatchObject({ refunded: euros(100n) });
  });

  test('with a known key and other parameters is a fault', async () => {
    const paymentId = await created(null, 'AUTOMATIC');
    await confirm(paymentId);
    await sandbox.refund(move(paymentId, 'refund', 100n));
    await expect(sandbox.refund(move(paymentId, 'refund', 200n))).rejects.toThrow('other parameters');
  });

  test('can be lost before it has its effect', async () => {
    const paymentId = await created('sandbox:timeout-before');
    await expect(confirm(paymentId)).rejects.toThrow(OutcomeUnknown);
    expect(await sandbox.fetch(tenantId, paymentId)).toMatchObject({ status: 'created', attempt: 0 });
    expect(await confirm(paymentId)).toMatchObject({ status: 'authorised' });
  });

  test('can have its effect and not be answered', async () => {
    const paymentId = await created('sandbox:timeout-after');
    await expect(confirm(paymentId)).rejects.toThrow(OutcomeUnknown);
    expect(await sandbox.fetch(tenantId, paymentId)).toMatchObject({ status: 'authorised', attempt: 1 });
    expect(await confirm(paymentId)).toMatchObject({ status: 'authorised' });
  });
});

test('what it did is remembered when it starts again', async () => {
  const paymentId = await created(null);
  await confirm(paymentId);
  const again = openSandbox({ databaseUrl: database.urls.app });
  expect(await again.fetch(tenantId, paymentId)).toMatchObject({ status: 'authorised' });
  await again.close();
});

test('a payment of another tenant is unknown', async () => {
  const paymentId = await created(null);
  expect(await sandbox.fetch(parseTenantId('globex') as TenantId, paymentId)).toBeUndefined();
});
