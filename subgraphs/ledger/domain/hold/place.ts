import type { Money } from 'platform/kernel/money';
import { ok, type Result, refuse } from 'platform/kernel/result';
import type { AccountId, Direction } from '../account/account.ts';
import { applyPending } from '../account/balance.ts';
import type { Book, BookAccount } from '../book/book.ts';
import { accountOf, outOfRange, shortage } from '../book/checks.ts';
import type { Entry } from '../book/entry.ts';
import {
  type AccountClosed,
  type AccountFrozen,
  type CurrencyMismatch,
  currencyMismatch,
  type InsufficientFunds,
  type InvalidAmount,
  type UnknownAccount,
  unknownAccount,
} from '../transaction/refusals.ts';
import type { PlaceHold } from './commands.ts';
import { sidesOf } from './evolve.ts';
import type { HoldState } from './hold.ts';
import { closedAccount, entryOf, frozenAccount } from './obstacles.ts';
import { type HoldExpired, holdExpired } from './refusals.ts';

/** In the order of precedence, after `IdempotencyConflict` and `UnknownLedger`. */
export type PlaceHoldRefusal =
  | UnknownAccount
  | InvalidAmount
  | CurrencyMismatch
  | AccountClosed
  | AccountFrozen
  | InsufficientFunds
  | HoldExpired;

const AMOUNT = ['input', 'amount'];

/** Promised money counts as gone on the outgoing side, and as nothing on the incoming one. Pure. */
export function placeHold(command: PlaceHold, book: Book): Result<Entry, PlaceHoldRefusal> {
  const stranger = firstUnknown(command, book);
  if (stranger) return refuse(stranger);
  if (!command.amount.ok) return command.amount;
  const { holdId: id, ledgerId, description, reference, expiresAt } = command;
  const hold: HoldState = {
    ...{ id, ledgerId, description, reference, expiresAt, amount: command.amount.value },
    debitAccountId: command.debitAccountId as AccountId,
    creditAccountId: command.creditAccountId as AccountId,
    ...{ placedAt: book.now, captured: 0n, settled: undefined, version: 1 },
  };
  const { mistake, liftable, ended } = obstaclesTo(hold, book);
  const obstacle = mistake ?? (command.mayOverride ? undefined : liftable) ?? ended;
  if (obstacle) return refuse(obstacle);
  const change = { step: 'placed' as const, hold, amount: hold.amount, pending: hold.amount.minor };
  return ok(entryOf({ ...change, overridden: liftable !== undefined }, book));
}

function firstUnknown(command: PlaceHold, book: Book): UnknownAccount | undefined {
  const field = (['debitAccountId', 'creditAccountId'] as const).find(
    (name) => book.accounts.get(command[name])?.terms.ledgerId !== command.ledgerId,
  );
  return field && unknownAccount(command[field], ['input', field]);
}

/** What stands against a hold, in the order of precedence. */
interface Obstacles {
  readonly mistake: PlaceHoldRefusal | undefined;
  /** Not for those who may override. */
  readonly liftable: PlaceHoldRefusal | undefined;
  readonly ended: PlaceHoldRefusal | undefined;
}

function obstaclesTo(hold: HoldState, book: Book): Obstacles {
  const sides = sidesOf(hold).map(({ accountId, direction }) => {
    const before = accountOf(book, accountId);
    return { before, after: promised(before, direction, hold) };
  });
  const pathOf = (accountId: string) => [
    'input',
    accountId === hold.debitAccountId ? 'debitAccountId' : 'creditAccountId',
  ];
  return {
    mistake:
      first(sides, ({ after }) => outOfRange(after, AMOUNT)) ??
      first(sides, ({ before }) => wrongCurrency(hold.amount, before)) ??
      closedAccount(hold, book, pathOf),
    liftable:
      frozenAccount(hold, book, pathOf) ??
      first(sides, ({ before, after }) => shortage(before, after, AMOUNT)),
    ended: hold.expiresAt <= book.now ? holdExpired(hold.expiresAt, ['input', 'expiresAt']) : undefined,
  };
}

const promised = (account: BookAccount, direction: Direction, { amount, expiresAt }: HoldState) => ({
  ...account,
  balance: applyPending(account.balance, { direction, minor: amount.minor }, expiresAt),
});

const wrongCurrency = (amount: Money, { terms }: BookAccount): CurrencyMismatch | undefined =>
  terms.currency === amount.currency ? undefined : currencyMismatch(terms.currency, amount.currency, AMOUNT);

/** The first that is found. */
function first<Item, Found>(
  items: readonly Item[],
  find: (item: Item) => Found | undefined,
): Found | undefined {
  for (const item of items) {
    const found = find(item);
    if (found) return found;
  }
  return undefined;
}
