import { requireScope } from 'platform/auth/scopes';
import { PlatformError } from 'platform/errors/errors';
import { type IdempotencyConflict, idempotent } from 'platform/graphql/idempotency';
import { present } from 'platform/kernel/assert';
import type { Refusal } from 'platform/kernel/refusal';
import { ok, type Result } from 'platform/kernel/result';
import type { UnitOfWork } from 'platform/tenancy/unit-of-work';
import type { PaymentId } from '../domain/payment/state.ts';
import { paymentsById } from '../read-models/payments/query.ts';
import type { PaymentRow } from '../storage/entities/PaymentRow.ts';
import { advancePayment } from './advancePayment.ts';
import type { Caller, Services } from './services.ts';

/** What every mutation brings. */
export interface IdempotentInput {
  readonly idempotencyKey: string;
  /** As it was sent, for the idempotency key. */
  readonly input: object;
}

/** How often a change is tried that others got in the way of. */
const MAX_TRIES = 5;

/**
 * The frame of every mutation: `change` is decided and appended once per idempotency key; then the provider is called,
 * outside the unit of work; what comes back is the payment as it is by then. When the provider does not answer, that
 * is a payment in PROCESSING, which our consumer takes further.
 */
export async function mutatePayment<R extends Refusal>(
  services: Services,
  { actor }: Caller,
  mutation: string,
  { idempotencyKey: key, input }: IdempotentInput,
  change: (uow: UnitOfWork) => Promise<Result<PaymentId, R>>,
): Promise<Result<PaymentRow, R | IdempotencyConflict>> {
  requireScope(actor, 'payments:write');
  const { tenantId } = actor;
  const changed = await retryConflicts(() =>
    services.unitOfWork(tenantId, (uow) =>
      idempotent(uow, { mutation, key, input, actor }, () => change(uow)),
    ),
  );
  if (!changed.ok) return changed;
  const paymentId = changed.value;
  await advancePayment(services, tenantId, paymentId).catch((error: unknown) => {
    services.logger.warn({ err: error, paymentId }, 'the provider is asked again later');
  });
  const found = await services.unitOfWork(tenantId, (uow) => paymentsById(uow, [paymentId]));
  return ok(present(found.get(paymentId), 'a payment that was changed is there'));
}

async function retryConflicts<T>(run: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await run();
    } catch (error) {
      const again = error instanceof PlatformError && error.code === 'CONFLICT' && tries < MAX_TRIES;
      if (!again) throw error;
    }
  }
}
