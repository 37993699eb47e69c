import { PlatformError } from 'platform/errors/errors';
import { assert, present } from 'platform/kernel/assert';
import { newId, type TenantId } from 'platform/kernel/ids';
import { paymentCaptured } from '../contract/events.ts';
import type { Booking, ProviderOutcome } from '../domain/payment/commands.ts';
import { paymentDecider } from '../domain/payment/decide.ts';
import type { PaymentId } from '../domain/payment/state.ts';
import { carryOut } from '../providers/carryOut.ts';
import { type AccountMapping, ensureMapping } from '../storage/stores/accountMappings.ts';
import type { LoadedPayment } from '../storage/stores/payments.ts';
import { bookCapture } from './bookCapture.ts';
import { following } from './cause.ts';
import type { Services } from './services.ts';

/** How often it is tried when others change the payment meanwhile. */
const MAX_TRIES = 10;

/**
 * Has the provider do what is pending and records the outcome. Idempotent, and safe to run by many at once: the
 * mutation that asked calls it, and our own consumer in case that one did not live to. Rejects with OutcomeUnknown
 * while the provider does not say what became of it: try again later.
 */
export async function advancePayment(
  services: Services,
  tenantId: TenantId,
  paymentId: PaymentId,
): Promise<void> {
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    const payment = await services.unitOfWork(tenantId, (uow) => services.payments.load(uow, paymentId));
    if (!payment.state?.pending) return;
    const outcome = await carryOut(services.provider, tenantId, payment.state);
    if (await isRecorded(record(services, tenantId, payment, outcome))) return;
  }
  throw new PlatformError('CONFLICT', 'The payment is being changed by others. Try again.');
}

/** The outcome, and for captured money the ledger's commands, in one unit of work. */
const record = (
  services: Services,
  tenantId: TenantId,
  payment: LoadedPayment,
  outcome: ProviderOutcome,
): Promise<void> =>
  services.unitOfWork(tenantId, async (uow) => {
    const mapping = outcome.kind === 'captured' ? await ensureMapping(uow, outcome.amount.currency) : null;
    const events = decide(payment, outcome, mapping && bookingIn(mapping));
    const cause = following(present(payment.lastEvent, 'a payment that is there has events'));
    const recorded = await services.payments.append(uow, payment, events, cause);
    const captured = recorded.find(({ type }) => type === paymentCaptured.type);
    if (mapping && captured) await bookCapture(uow, services.key, captured, mapping);
  });

const bookingIn = ({ ledgerId }: AccountMapping): Booking => ({ ledgerId, transactionId: newId('txn') });

function decide(payment: LoadedPayment, outcome: ProviderOutcome, booking: Booking | null) {
  const operation = present(payment.state?.pending, 'an outcome is of what was pending');
  const command = { kind: 'RecordOutcome', operation, outcome, booking } as const;
  const decision = paymentDecider.decide(command, payment.state);
  assert(decision.ok, 'an outcome is never refused');
  return decision.value;
}

/** False when somebody else recorded something first: what stands there now is looked at again. */
async function isRecorded(recording: Promise<void>): Promise<boolean> {
  try {
    await recording;
    return true;
  } catch (error) {
    if (error instanceof PlatformError && error.code === 'CONFLICT') return false;
    throw error;
  }
}
