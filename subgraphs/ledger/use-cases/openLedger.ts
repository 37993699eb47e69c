import { requireScope } from 'platform/auth/scopes';
import { type IdempotencyConflict, idempotent } from 'platform/graphql/idempotency';
import { present } from 'platform/kernel/assert';
import { newId } from 'platform/kernel/ids';
import { ok, type Result } from 'platform/kernel/result';
import type { UnitOfWork } from 'platform/tenancy/unit-of-work';
import type { LedgerId } from '../domain/account/account.ts';
import { ledgerOpenedEvent } from '../domain/ledger/ledger.ts';
import { insertIntoJournal } from '../storage/stores/journal.ts';
import { insertLedger } from '../storage/stores/ledgers.ts';
import type { Caller, Services } from './services.ts';

export interface OpenLedger {
  readonly name: string;
  readonly idempotencyKey: string;
  /** As it was sent, for the idempotency key. */
  readonly input: object;
}

/** Opens a book. */
export function openLedger(
  services: Services,
  caller: Caller,
  { name, idempotencyKey, input }: OpenLedger,
): Promise<Result<LedgerId, IdempotencyConflict>> {
  requireScope(caller.actor, 'ledger:write');
  const call = { mutation: 'openLedger', key: idempotencyKey, input, actor: caller.actor };
  return services.unitOfWork(caller.actor.tenantId, (uow) =>
    idempotent(uow, call, async () => {
      const id = newId('ldg');
      await recordLedger(services, uow, caller, id, name);
      return ok(id);
    }),
  );
}

/** Writes the event and the row. Also for the command of another service, which brings the id. */
export async function recordLedger(
  { store }: Pick<Services, 'store'>,
  uow: UnitOfWork,
  { cause }: Pick<Caller, 'cause'>,
  id: LedgerId,
  name: string,
): Promise<void> {
  const events = [ledgerOpenedEvent(id, name)];
  const recorded = await store.append(uow, { stream: id, expectedVersion: 0, events, cause });
  const openedAt = present(recorded[0], 'one event was appended').recordedAt;
  await insertLedger(uow, { id, name, openedAt });
  await insertIntoJournal(uow, id, recorded);
}
