import { requireScope } from 'platform/auth/scopes';
import { type IdempotencyConflict, idempotent } from 'platform/graphql/idempotency';
import { present } from 'platform/kernel/assert';
import { ok, type Result, refuse } from 'platform/kernel/result';
import type { UnitOfWork } from 'platform/tenancy/unit-of-work';
import type { LedgerId } from '../domain/account/account.ts';
import {
  setFxRate as decide,
  type FxRate,
  type FxRateId,
  fxRateSetEvent,
  type SetFxRate,
  type SetFxRateRefusal,
} from '../domain/fx/rate.ts';
import { findFxRates, insertFxRate } from '../storage/stores/fxRates.ts';
import { appendToBook } from '../storage/stores/journal.ts';
import { ledgerExists, lockBook } from '../storage/stores/ledgers.ts';
import type { Caller, Services } from './services.ts';

export interface SetFxRateCall {
  readonly command: SetFxRate;
  readonly idempotencyKey: string;
  /** As it was sent, for the idempotency key. */
  readonly input: object;
}

/** Sets what one currency costs in another from an instant on. What was set before is kept. */
export async function setFxRate(
  services: Services,
  caller: Caller,
  { command, idempotencyKey: key, input }: SetFxRateCall,
): Promise<Result<FxRate, SetFxRateRefusal | IdempotencyConflict>> {
  const { actor } = caller;
  requireScope(actor, 'ledger:write');
  const set = await services.unitOfWork(actor.tenantId, (uow) =>
    idempotent(uow, { mutation: 'setFxRate', key, input, actor }, () =>
      recordRate(services, uow, caller, command),
    ),
  );
  if (!set.ok) return set;
  const [rate] = await findFxRates(services.reader(actor.tenantId), [set.value]);
  return ok(present(rate, 'what was set is there'));
}

async function recordRate(
  { store }: Services,
  uow: UnitOfWork,
  { cause }: Caller,
  command: SetFxRate,
): Promise<Result<FxRateId, SetFxRateRefusal>> {
  const { id, source } = command;
  await lockBook(uow, command.ledgerId);
  const decided = decide(command, await ledgerExists(uow, command.ledgerId));
  if (!decided.ok) return refuse(decided.error);
  const ledgerId = command.ledgerId as LedgerId;
  const events = [fxRateSetEvent(command)];
  const [recorded] = await appendToBook(store, uow, {
    ledgerId,
    stream: id,
    expectedVersion: 0,
    events,
    cause,
  });
  const { effectiveAt, recordedAt } = present(recorded, 'one event was appended');
  await insertFxRate(uow, { ...decided.value, id, ledgerId, source, effectiveAt, recordedAt });
  return ok(id);
}
