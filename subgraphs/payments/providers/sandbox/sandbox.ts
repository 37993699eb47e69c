import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { newId, type TenantId } from 'platform/kernel/ids';
import { moneyFromWire, moneyToWire } from 'platform/kernel/money';
import type { PaymentId } from '../../domain/payment/state.ts';
import {
  type CreateAtProvider,
  OutcomeUnknown,
  type PaymentProvider,
  type ProviderPayment,
  type ProviderRequest,
} from '../provider.ts';
import {
  type Behaviour,
  canceling,
  capturing,
  confirming,
  refunding,
  type SandboxPayment,
} from './behaviour.ts';
import { openSandboxRecords, type SandboxRecords } from './records.ts';
import { scenarioOf } from './scenario.ts';

export interface SandboxOptions {
  /** A database with the sandbox's tables, as the app role. The sandbox has connections of its own. */
  readonly databaseUrl: string;
}

export interface Sandbox extends PaymentProvider {
  close(): Promise<void>;
}

/**
 * A payment provider for development and tests. It behaves like one that is far away: it remembers payments and
 * requests whatever becomes of the caller, and knows nothing of the caller's transactions. A payment's description
 * chooses what happens (./scenario.ts).
 */
export function openSandbox({ databaseUrl }: SandboxOptions): Sandbox {
  const records = openSandboxRecords(databaseUrl);
  const handle = (operation: string, request: ProviderRequest, behaviour: Behaviour) =>
    answer(records, operation, request, behaviour);
  return {
    name: 'sandbox',
    testPaymentMethod: { token: 'pm_sandbox_visa', brand: 'visa', last4: '4242' },
    createPayment: (request) => create(records, request),
    confirm: (request) => handle('confirm', request, confirming(request.attempt)),
    capture: (request) => handle('capture', request, capturing(moneyToWire(request.amount))),
    cancel: (request) => handle('cancel', request, canceling),
    refund: (request) => handle('refund', request, refunding(moneyToWire(request.amount))),
    fetch: (tenantId, paymentId) => fetchPayment(records, tenantId, paymentId),
    close: records.close,
  };
}

const create = (records: SandboxRecords, request: CreateAtProvider): Promise<ProviderPayment> =>
  records.transaction(request.tenantId, async (transaction) => {
    const { paymentId, amount, captureMethod, description } = request;
    await transaction.insertPayment(paymentId, {
      reference: newId('sbx'),
      amount: moneyToWire(amount),
      captureMethod,
      description,
      status: 'created',
      attempt: 0,
      declineCode: null,
      captured: '0',
      refunded: '0',
    });
    return toProviderPayment(await transaction.lockPayment(paymentId));
  });

/** One request: answered as before when its key is known, lost or unanswered when the scenario says so. */
async function answer(
  records: SandboxRecords,
  operation: string,
  request: ProviderRequest,
  behaviour: Behaviour,
): Promise<ProviderPayment> {
  const { payment, lost } = await records.transaction(request.tenantId, async (transaction) => {
    const known = await transaction.claimRequest(request.idempotencyKey, fingerprintOf(operation, request));
    if (known.response) return { payment: known.response, lost: false };
    const before = await transaction.lockPayment(request.paymentId);
    const { name } = scenarioOf(before.description);
    if (known.isFirst && name === 'timeout-before') return { payment: before, lost: true };
    const payment = behaviour(before);
    await transaction.updatePayment(request.paymentId, payment);
    await transaction.storeResponse(request.idempotencyKey, payment);
    return { payment, lost: name === 'timeout-after' };
  });
  if (lost) throw new OutcomeUnknown(`the sandbox did not answer ${operation}`);
  return toProviderPayment(payment);
}

const fetchPayment = (
  records: SandboxRecords,
  tenantId: TenantId,
  paymentId: PaymentId,
): Promise<ProviderPayment | undefined> =>
  records.transaction(tenantId, async (transaction) => {
    const payment = await transaction.findPayment(paymentId);
    return payment && toProviderPayment(payment);
  });

/** The same key with other parameters is a fault of the caller. */
function fingerprintOf(operation: string, request: ProviderRequest): string {
  const parameters = JSON.stringify({ operation, ...request }, (_, value: unknown) =>
    typeof value === 'bigint' ? value.toString() : value,
  );
  return createHash('sha256')
    .update(canonicalize(JSON.parse(parameters)) ?? '')
    .digest('hex');
}

function toProviderPayment(payment: SandboxPayment): ProviderPayment {
  const { reference, status, attempt, declineCode } = payment;
  const { currency } = payment.amount;
  return {
    reference,
    status,
    attempt,
    declineCode,
    amount: moneyFromWire(payment.amount),
    captured: moneyFromWire({ minor: payment.captured, currency }),
    refunded: moneyFromWire({ minor: payment.refunded, currency }),
  };
}
