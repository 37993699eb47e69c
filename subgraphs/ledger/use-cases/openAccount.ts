import { requireScope } from 'platform/auth/scopes';
import { type IdempotencyConflict, idempotent } from 'platform/graphql/idempotency';
import { present } from 'platform/kernel/assert';
import { ok, type Result, refuse } from 'platform/kernel/result';
import type { UnitOfWork } from 'platform/tenancy/unit-of-work';
import { type AccountId, normalSideOf } from '../domain/account/account.ts';
import {
  accountOpenedEvent,
  type ChartOfAccounts,
  openAccount as decide,
  type OpenAccount,
  type OpenAccountRefusal,
} from '../domain/account/open.ts';
import { codeTaken, findAccounts, insertAccount } from '../storage/stores/accounts.ts';
import { appendToBook } from '../storage/stores/journal.ts';
import { ledgerExists, lockBook } from '../storage/stores/ledgers.ts';
import type { Caller, Services } from './services.ts';

export interface OpenAccountCall {
  readonly command: OpenAccount;
  readonly idempotencyKey: string;
  /** As it was sent, for the idempotency key. */
  readonly input: object;
}

/** Opens an account in a book. */
export function openAccount(
  services: Services,
  caller: Caller,
  { command, idempotencyKey, input }: OpenAccountCall,
): Promise<Result<AccountId, OpenAccountRefusal | IdempotencyConflict>> {
  requireScope(caller.actor, 'ledger:write');
  const call = { mutation: 'openAccount', key: idempotencyKey, input, actor: caller.actor };
  return services.unitOfWork(caller.actor.tenantId, (uow) =>
    idempotent(uow, call, () => recordAccount(services, uow, caller, command)),
  );
}

/**
 * Decides and writes, while no batch of the book is in flight; two callers that open the same code wait for each other.
 * Also for the command of another service, which brings the id.
 */
export async function recordAccount(
  { store }: Pick<Services, 'store'>,
  uow: UnitOfWork,
  { cause }: Pick<Caller, 'cause'>,
  command: OpenAccount,
): Promise<Result<AccountId, OpenAccountRefusal>> {
  await lockBook(uow, command.ledgerId);
  const opened = decide(command, await chartOf(uow, command));
  if (!opened.ok) return refuse(opened.error);
  const { accountId: id, type, ...terms } = opened.value;
  const recorded = await appendToBook(store, uow, {
    ledgerId: command.ledgerId,
    stream: id,
    expectedVersion: 0,
    events: [accountOpenedEvent(opened.value)],
    cause,
  });
  const openedAt = present(recorded[0], 'one event was appended').recordedAt;
  await insertAccount(uow, { ...terms, id, type, normalSide: normalSideOf(type), status: 'OPEN', openedAt });
  return ok(id);
}

async function chartOf(uow: UnitOfWork, { ledgerId, code, parentId }: OpenAccount): Promise<ChartOfAccounts> {
  const parents = parentId === undefined ? [] : await findAccounts(uow, [parentId]);
  return {
    ledgerExists: await ledgerExists(uow, ledgerId),
    parent: parents.find((parent) => parent.ledgerId === ledgerId),
    codeTaken: await codeTaken(uow, ledgerId, code),
  };
}
