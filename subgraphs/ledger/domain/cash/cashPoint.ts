import type { Instant } from 'platform/kernel/clock';
import type { CurrencyCode } from 'platform/kernel/currencies';
import type { Id } from 'platform/kernel/ids';
import { moneyOf } from 'platform/kernel/money';
import type { Refusal } from 'platform/kernel/refusal';
import { ok } from 'platform/kernel/result';
import { cashPointOpened } from '../../contract/events.ts';
import type { AccountId, LedgerId } from '../account/account.ts';
import type { OpenAccount } from '../account/open.ts';

export type CashPointId = Id<'cash'>;
export type CashPointKind = 'TILL' | 'VAULT' | 'ATM';

/** A place where cash is kept. The balance of its account is what ought to be there. */
export interface CashPoint {
  readonly id: CashPointId;
  readonly ledgerId: LedgerId;
  readonly name: string;
  readonly kind: CashPointKind;
  readonly accountId: AccountId;
  readonly currency: CurrencyCode;
  readonly openedAt: Instant;
}

export interface OpenCashPoint {
  readonly id: CashPointId;
  readonly accountId: AccountId;
  readonly ledgerId: LedgerId;
  readonly name: string;
  readonly kind: CashPointKind;
  /** Of its account; default: made of its id. */
  readonly code: string | undefined;
  readonly currency: string;
}

export type UnknownCashPoint = Refusal<'UnknownCashPoint'> & { readonly cashPointId: string };

/** An asset of which there is never less than none. */
export const cashAccount = ({
  id,
  accountId,
  ledgerId,
  name,
  code,
  currency,
}: OpenCashPoint): OpenAccount => ({
  accountId,
  ledgerId,
  code: code ?? `cash.${id}`,
  name,
  type: 'ASSET',
  currency,
  overdraftFloor: ok(moneyOf(0n, currency as CurrencyCode)),
  parentId: undefined,
  metadata: null,
});

/** The event that says so. */
export const cashPointOpenedEvent = ({ id, ledgerId, name, kind, currency, accountId }: OpenCashPoint) => ({
  type: cashPointOpened.type,
  data: {
    cashPointId: id as string,
    ledgerId: ledgerId as string,
    name,
    kind,
    currency,
    accountId: accountId as string,
  },
});

export const unknownCashPoint = (cashPointId: string, field: string): UnknownCashPoint => ({
  type: 'UnknownCashPoint',
  message: 'There is no such cash point in this ledger.',
  path: ['input', field],
  cashPointId,
});
