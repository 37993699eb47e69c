import type { TenantId } from 'platform/kernel/ids';
import { type Money, moneyOf, subtract, zero } from 'platform/kernel/money';
import type { PaymentId } from '../domain/payment/state.ts';
import { findPayments, keyOf } from '../read-models/payments/query.ts';
import type { PaymentRow } from '../storage/entities/PaymentRow.ts';
import type { Services } from './services.ts';

/** A payment at its end that the book and the provider do not agree on. */
export interface ReconciliationBreak {
  readonly paymentId: PaymentId;
  readonly reason: 'UNKNOWN_TO_PROVIDER' | 'AMOUNTS_DIFFER';
  /** What the ledger holds of it. */
  readonly booked: Money;
  /** What the provider kept: captured less refunded. */
  readonly kept: Money;
}

const PAGE = 100;

/**
 * Compares what was booked with what the provider kept, for each payment that has come to its end: settled,
 * compensated or canceled. Yields the breaks; in bounded memory, however many payments there are.
 */
export async function* reconcilePayments(
  { unitOfWork, provider }: Pick<Services, 'unitOfWork' | 'provider'>,
  tenantId: TenantId,
): AsyncGenerator<ReconciliationBreak> {
  for await (const row of allPayments(unitOfWork, tenantId)) {
    if (!isAtItsEnd(row)) continue;
    const found = await provider.fetch(tenantId, row.id);
    const booked = bookedOf(row);
    const kept = found ? subtract(found.captured, found.refunded) : zero(row.currency);
    const reason = found ? 'AMOUNTS_DIFFER' : 'UNKNOWN_TO_PROVIDER';
    if (!found || booked.minor !== kept.minor) yield { paymentId: row.id, reason, booked, kept };
  }
}

async function* allPayments(
  unitOfWork: Services['unitOfWork'],
  tenantId: TenantId,
): AsyncGenerator<PaymentRow> {
  for (let after: ReturnType<typeof keyOf> | undefined; ; ) {
    const page = { limit: PAGE, after };
    const rows = await unitOfWork(tenantId, (uow) => findPayments(uow, {}, page));
    yield* rows.slice(0, PAGE);
    const last = rows[PAGE - 1];
    if (rows.length <= PAGE || !last) return;
    after = keyOf(last);
  }
}

const isAtItsEnd = ({ status, settlementStatus }: PaymentRow): boolean =>
  status === 'CANCELED' || settlementStatus === 'SETTLED' || settlementStatus === 'COMPENSATED';

const bookedOf = ({ settlementStatus, captured, currency }: PaymentRow): Money =>
  settlementStatus === 'SETTLED' ? moneyOf(BigInt(captured), currency) : zero(currency);
