import { type CurrencyCode, isCurrency } from 'platform/kernel/currencies';
import type { JsonObject } from 'platform/kernel/json';
import { type Money, moneyToWire } from 'platform/kernel/money';
import type { Refusal } from 'platform/kernel/refusal';
import { ok, type Result, refuse } from 'platform/kernel/result';
import { accountOpened } from '../../contract/events.ts';
import {
  type CurrencyMismatch,
  currencyMismatch,
  type InvalidAmount,
  type UnknownAccount,
  type UnknownLedger,
  unknownAccount,
  unknownLedger,
} from '../transaction/refusals.ts';
import type { AccountId, AccountType, LedgerId } from './account.ts';

export interface OpenAccount {
  readonly accountId: AccountId;
  readonly ledgerId: LedgerId;
  readonly code: string;
  readonly name: string;
  readonly type: AccountType;
  readonly currency: string;
  readonly overdraftFloor: Result<Money, InvalidAmount> | undefined;
  readonly parentId: string | undefined;
  readonly metadata: JsonObject | null;
}

/** What of the book decides about a new account. */
export interface ChartOfAccounts {
  readonly ledgerExists: boolean;
  readonly parent: { readonly id: AccountId } | undefined;
  readonly codeTaken: boolean;
}

export type AccountCodeTaken = Refusal<'AccountCodeTaken'>;

/** In the order of precedence, after `IdempotencyConflict`. */
export type OpenAccountRefusal =
  | UnknownLedger
  | UnknownAccount
  | InvalidAmount
  | CurrencyMismatch
  | AccountCodeTaken;

/** Decides whether the account opens. Pure. */
export function openAccount(
  command: OpenAccount,
  chart: ChartOfAccounts,
): Result<OpenedAccount, OpenAccountRefusal> {
  const { parentId, currency, overdraftFloor: floor } = command;
  if (!chart.ledgerExists) return refuse(unknownLedger);
  if (parentId !== undefined && !chart.parent) {
    return refuse(unknownAccount(parentId, ['input', 'parentId']));
  }
  if (!isCurrency(currency)) return refuse(unknownCurrency);
  if (floor && !floor.ok) return floor;
  if (floor && floor.value.currency !== currency) {
    return refuse(currencyMismatch(currency, floor.value.currency, ['input', 'overdraftFloor', 'currency']));
  }
  if (chart.codeTaken) return refuse(codeTaken);
  return ok({ ...command, currency, overdraftFloor: floor?.value, parentId: chart.parent?.id });
}

const unknownCurrency: InvalidAmount = {
  type: 'InvalidAmount',
  message: 'The currency is not a code of ISO 4217.',
  path: ['input', 'currency'],
};

const codeTaken: AccountCodeTaken = {
  type: 'AccountCodeTaken',
  message: 'Another account of the ledger has this code.',
  path: ['input', 'code'],
};

export interface OpenedAccount extends Omit<OpenAccount, 'currency' | 'overdraftFloor' | 'parentId'> {
  readonly currency: CurrencyCode;
  readonly overdraftFloor: Money | undefined;
  readonly parentId: AccountId | undefined;
}

/** The event that says so. */
export const accountOpenedEvent = (account: OpenedAccount) => ({
  type: accountOpened.type,
  data: {
    accountId: account.accountId,
    ledgerId: account.ledgerId,
    code: account.code,
    name: account.name,
    type: account.type,
    currency: account.currency as string,
    overdraftFloor: account.overdraftFloor ? moneyToWire(account.overdraftFloor) : null,
    parentId: account.parentId ?? null,
    metadata: account.metadata,
  },
});
