import type { Refusal } from 'platform/kernel/refusal';
import { ok, type Result, refuse } from 'platform/kernel/result';
import {
  accountReopened,
  accountUnfrozen,
  accountClosed as closedMessage,
  accountFrozen as frozenMessage,
} from '../../contract/events.ts';
import {
  type AccountClosed,
  type AccountFrozen,
  accountClosed,
  accountFrozen,
} from '../transaction/refusals.ts';
import type { Account, AccountId, AccountStatus } from './account.ts';

/** What decides about a change of an account's status. */
export interface AccountState {
  readonly id: AccountId;
  readonly status: AccountStatus;
  readonly holdings: Holdings;
}

/** What an account still has, in minor units. */
export interface Holdings {
  /** Debits less credits when all that is recorded has begun to count. */
  readonly balance: bigint;
  /** Promised by holds. */
  readonly pending: bigint;
  /** Something recorded only counts in the future. */
  readonly changesAhead: boolean;
}

export type AccountNotEmpty = Refusal<'AccountNotEmpty'> & { readonly accountId: string };

/** The type of the event that changes the status. */
export type StatusChange = keyof typeof STATUS_AFTER;

/** The change; none when the account is as it shall be. Refusals are checked in the order of precedence. */
export type StatusDecision<R extends Refusal> = Result<StatusChange | undefined, R>;

const PATH = ['input', 'accountId'];

/** Nothing is posted to it any more, but by those who may override. */
export function freeze({ id, status }: AccountState): StatusDecision<AccountClosed | AccountFrozen> {
  if (status === 'CLOSED') return refuse(accountClosed(id, PATH));
  return status === 'FROZEN' ? refuse(accountFrozen(id, PATH)) : ok(frozenMessage.type);
}

/** Open again. One that is open stays so. */
export function unfreeze({ id, status }: AccountState): StatusDecision<AccountClosed> {
  if (status === 'CLOSED') return refuse(accountClosed(id, PATH));
  return ok(status === 'FROZEN' ? accountUnfrozen.type : undefined);
}

/** Nothing is posted to it any more, by nobody. It must have nothing, and not be frozen. */
export function close({
  id,
  status,
  holdings,
}: AccountState): StatusDecision<AccountClosed | AccountFrozen | AccountNotEmpty> {
  if (status === 'CLOSED') return refuse(accountClosed(id, PATH));
  if (status === 'FROZEN') return refuse(accountFrozen(id, PATH));
  const left = whatIsLeft(holdings);
  return left ? refuse(notEmpty(id, left)) : ok(closedMessage.type);
}

/** Open again. One that is open stays so; one that is frozen is unfrozen, not reopened. */
export function reopen({ id, status }: AccountState): StatusDecision<AccountFrozen> {
  if (status === 'FROZEN') return refuse(accountFrozen(id, PATH));
  return ok(status === 'CLOSED' ? accountReopened.type : undefined);
}

const STATUS_AFTER = {
  [frozenMessage.type]: 'FROZEN',
  [accountUnfrozen.type]: 'OPEN',
  [closedMessage.type]: 'CLOSED',
  [accountReopened.type]: 'OPEN',
} as const satisfies Record<string, AccountStatus>;

/** An account begins open; its opening leaves it so. */
export const INITIAL_STATUS: AccountStatus = 'OPEN';

export const evolve = (status: AccountStatus, { type }: { readonly type: string }): AccountStatus =>
  STATUS_AFTER[type as StatusChange] ?? status;

/** The event that says so. */
export const statusChangeEvent = (
  type: StatusChange,
  { id, ledgerId }: Pick<Account, 'id' | 'ledgerId'>,
  reason: string | null,
) => ({ type, data: { accountId: id as string, ledgerId: ledgerId as string, reason } });

function whatIsLeft({ balance, changesAhead, pending }: Holdings): string | undefined {
  if (changesAhead) return 'something posted only counts in the future';
  if (balance !== 0n) return 'its balance is not zero';
  return pending === 0n ? undefined : 'something is on hold';
}

const notEmpty = (accountId: string, left: string): AccountNotEmpty => ({
  type: 'AccountNotEmpty',
  message: `The account cannot be closed: ${left}.`,
  path: PATH,
  accountId,
});
