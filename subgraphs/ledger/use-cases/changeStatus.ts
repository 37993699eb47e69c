import { requireScope } from 'platform/auth/scopes';
import { type IdempotencyConflict, idempotent } from 'platform/graphql/idempotency';
import { present } from 'platform/kernel/assert';
import type { Refusal } from 'platform/kernel/refusal';
import { ok, type Result, refuse } from 'platform/kernel/result';
import type { UnitOfWork } from 'platform/tenancy/unit-of-work';
import type { Account, AccountId } from '../domain/account/account.ts';
import {
  type AccountState,
  evolve,
  INITIAL_STATUS,
  type StatusDecision,
  statusChangeEvent,
} from '../domain/account/status.ts';
import type { UnknownAccount } from '../domain/transaction/refusals.ts';
import { findAccounts, lockHoldings, updateStatus } from '../storage/stores/accounts.ts';
import { appendToBook } from '../storage/stores/journal.ts';
import { lockBook } from '../storage/stores/ledgers.ts';
import type { Caller, Services } from './services.ts';

export interface ChangeStatusCall {
  readonly accountId: string;
  readonly reason: string | null;
  readonly idempotencyKey: string;
  /** As it was sent, for the idempotency key. */
  readonly input: object;
}

export type ChangeStatusResult<R extends Refusal> = Promise<
  Result<Account, R | UnknownAccount | IdempotencyConflict>
>;

/**
 * The frame of every change of an account's status: decided while no batch of its book is in flight, so that a
 * transaction is recorded before the change, or decided on the account as it is after it.
 */
export async function changeStatus<R extends Refusal>(
  services: Services,
  caller: Caller,
  mutation: string,
  call: ChangeStatusCall,
  decide: (account: AccountState) => StatusDecision<R>,
): ChangeStatusResult<R> {
  const { actor } = caller;
  requireScope(actor, 'ledger:write');
  const { idempotencyKey: key, input, accountId } = call;
  const changed = await services.unitOfWork(actor.tenantId, (uow) =>
    idempotent<AccountId, R | UnknownAccount>(uow, { mutation, key, input, actor }, async () => {
      const [account] = await findAccounts(uow, [accountId]);
      if (!account) return refuse(unknown(accountId));
      return recordChange(services, uow, caller, account, call.reason, decide);
    }),
  );
  if (!changed.ok) return changed;
  const [account] = await findAccounts(services.reader(actor.tenantId), [changed.value]);
  return ok(present(account, 'what was changed is there'));
}

async function recordChange<R extends Refusal>(
  { store }: Services,
  uow: UnitOfWork,
  { cause }: Caller,
  account: Account,
  reason: string | null,
  decide: (account: AccountState) => StatusDecision<R>,
): Promise<Result<AccountId, R>> {
  const { id, ledgerId } = account;
  await lockBook(uow, ledgerId);
  const history = await store.read(uow, id);
  const status = history.reduce(evolve, INITIAL_STATUS);
  const decided = decide({ id, status, holdings: await lockHoldings(uow, id) });
  if (!decided.ok) return decided;
  if (decided.value) {
    const event = statusChangeEvent(decided.value, account, reason);
    const expectedVersion = history.length;
    await appendToBook(store, uow, { ledgerId, stream: id, expectedVersion, events: [event], cause });
    await updateStatus(uow, id, evolve(status, event));
  }
  return ok(id);
}

const unknown = (accountId: string): UnknownAccount => ({
  type: 'UnknownAccount',
  message: 'There is no such account.',
  path: ['input', 'accountId'],
  accountId,
});
