import { requireScope } from 'platform/auth/scopes';
import { badInput } from 'platform/errors/errors';
import { type IdempotencyConflict, idempotent } from 'platform/graphql/idempotency';
import { present } from 'platform/kernel/assert';
import type { Instant } from 'platform/kernel/clock';
import type { Refusal } from 'platform/kernel/refusal';
import { ok, type Result, refuse } from 'platform/kernel/result';
import type { UnitOfWork } from 'platform/tenancy/unit-of-work';
import type { LedgerId } from '../domain/account/account.ts';
import type { Ledger } from '../domain/ledger/ledger.ts';
import { type PeriodDecision, periodEvent } from '../domain/ledger/period.ts';
import { type UnknownLedger, unknownLedger } from '../domain/transaction/refusals.ts';
import { appendToBook } from '../storage/stores/journal.ts';
import { findLedgers, insertPeriod, lockBook, readClock } from '../storage/stores/ledgers.ts';
import type { Caller, Services } from './services.ts';

export interface ChangePeriodCall {
  readonly ledgerId: string;
  readonly through: Instant;
  readonly idempotencyKey: string;
  /** As it was sent, for the idempotency key. */
  readonly input: object;
}

export type ChangePeriodResult<R extends Refusal> = Promise<
  Result<Ledger, R | UnknownLedger | IdempotencyConflict>
>;

/**
 * The frame of closing and reopening: decided while no batch of the book is in flight, so that a transaction is
 * recorded before the change, or decided on the book as it is after it.
 */
export async function changePeriod<R extends Refusal>(
  services: Services,
  caller: Caller,
  mutation: string,
  call: ChangePeriodCall,
  decide: (ledger: Ledger, through: Instant) => PeriodDecision<R>,
): ChangePeriodResult<R> {
  const { actor } = caller;
  requireScope(actor, 'ledger:write');
  const { idempotencyKey: key, input } = call;
  const changed = await services.unitOfWork(actor.tenantId, async (uow) => {
    await requirePast(uow, call.through);
    return idempotent<LedgerId, R | UnknownLedger>(uow, { mutation, key, input, actor }, () =>
      recordChange(services, uow, caller, call, decide),
    );
  });
  if (!changed.ok) return changed;
  const [ledger] = await findLedgers(services.reader(actor.tenantId), [changed.value]);
  return ok(present(ledger, 'what was changed is there'));
}

async function requirePast(uow: UnitOfWork, through: Instant): Promise<void> {
  if (through <= (await readClock(uow))) return;
  throw badInput('"through" lies in the future.', ['input', 'through']);
}

async function recordChange<R extends Refusal>(
  { store }: Services,
  uow: UnitOfWork,
  { cause }: Caller,
  { ledgerId, through }: ChangePeriodCall,
  decide: (ledger: Ledger, through: Instant) => PeriodDecision<R>,
): Promise<Result<LedgerId, R | UnknownLedger>> {
  await lockBook(uow, ledgerId);
  const [ledger] = await findLedgers(uow, [ledgerId]);
  if (!ledger) return refuse(unknownLedger);
  const decided = decide(ledger, through);
  if (!decided.ok) return decided;
  if (decided.value) {
    const { length: expectedVersion } = await store.read(uow, ledger.id);
    const events = [periodEvent(decided.value, ledger, through)];
    const change = { ledgerId: ledger.id, stream: ledger.id, expectedVersion, events, cause };
    const [recorded] = await appendToBook(store, uow, change);
    const { recordedAt } = present(recorded, 'one event was appended');
    await insertPeriod(uow, ledger.id, through, recordedAt);
  }
  return ok(ledger.id);
}
