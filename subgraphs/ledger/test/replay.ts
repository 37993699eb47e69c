import type pg from 'pg';
import { parseInstant } from 'platform/kernel/clock';
import type {
  AccountOpened,
  HoldCaptured,
  HoldPlaced,
  HoldReleased,
  TransactionPosted,
} from '../contract/events.ts';
import { type AccountType, type Direction, normalSideOf } from '../domain/account/account.ts';

/** A book as its events alone say, in minor units and microseconds: nothing is read from where answers come from. */
export interface ReplayedBook {
  readonly accounts: ReplayedAccount[];
  readonly transactions: ReplayedTransaction[];
  readonly holds: Map<string, ReplayedHold>;
}

export interface ReplayedAccount {
  readonly id: string;
  readonly side: Direction;
  readonly floor: bigint | undefined;
  /** In the order in which they were recorded. */
  readonly lines: Line[];
  readonly promises: Promised[];
}

export interface Line {
  readonly effectiveAt: bigint;
  readonly recordedAt: bigint;
  readonly debit: bigint;
  readonly credit: bigint;
}

/** By how much more is promised from an instant on; less when negative. */
interface Promised {
  readonly recordedAt: bigint;
  readonly expiresAt: bigint;
  readonly debit: bigint;
  readonly credit: bigint;
}

export interface ReplayedTransaction extends TransactionPosted {
  readonly id: string;
  readonly effectiveAt: bigint;
  readonly recordedAt: bigint;
}

export interface ReplayedHold {
  readonly total: bigint;
  readonly expiresAt: bigint;
  readonly captures: { readonly transactionId: string; readonly minor: bigint; readonly at: bigint }[];
  remaining: bigint;
  /** As its last step left it: the clock is not an event. */
  status: HoldPlaced['status'];
}

interface EventRow {
  readonly stream: string;
  readonly type: string;
  readonly data: unknown;
  readonly effective_at: bigint | string;
  readonly recorded_at: bigint | string;
}

/** Somebody who may read the events of all tenants. */
export type EventReader = Pick<pg.Pool, 'query'>;

/** Reads all events of a book, and applies them one after the other. */
export async function replayBook(events: EventReader, ledgerId: string): Promise<ReplayedBook> {
  const { rows } = await events.query<EventRow>(
    `select stream, type, data, effective_at, recorded_at from event where data->>'ledgerId' = $1
     order by recorded_at, stream, version`,
    [ledgerId],
  );
  const book: ReplayedBook = { accounts: [], transactions: [], holds: new Map() };
  const accounts = new Map<string, ReplayedAccount>();
  for (const row of rows) {
    apply(book, accounts, row);
  }
  return { ...book, accounts: [...accounts.values()] };
}

function apply(book: ReplayedBook, accounts: Map<string, ReplayedAccount>, row: EventRow): void {
  const instants = { effectiveAt: BigInt(row.effective_at), recordedAt: BigInt(row.recorded_at) };
  if (row.type === 'ledger.account.opened.v1') {
    const { accountId, type, overdraftFloor } = row.data as AccountOpened;
    const floor = overdraftFloor ? BigInt(overdraftFloor.minor) : undefined;
    const side = normalSideOf(type as AccountType);
    accounts.set(accountId, { id: accountId, side, floor, lines: [], promises: [] });
  } else if (row.type === 'ledger.transaction.posted.v1') {
    const data = row.data as TransactionPosted;
    book.transactions.push({ ...data, ...instants, id: row.stream });
    for (const { accountId, direction, amount } of data.postings) {
      accounts.get(accountId)?.lines.push({ ...instants, ...onSide(direction, BigInt(amount.minor)) });
    }
  } else if (row.type.startsWith('ledger.hold.')) {
    applyHold(book, accounts, row.data as HoldPlaced | HoldCaptured | HoldReleased, instants.recordedAt);
  }
}

function applyHold(
  { holds }: ReplayedBook,
  accounts: Map<string, ReplayedAccount>,
  data: HoldPlaced | HoldCaptured | HoldReleased,
  recordedAt: bigint,
): void {
  const expiresAt = parseInstant(data.expiresAt) ?? 0n;
  const total = BigInt(data.total.minor);
  const hold = holds.get(data.hold.id) ?? {
    total,
    expiresAt,
    captures: [],
    remaining: 0n,
    status: data.status,
  };
  const change = BigInt(data.remaining.minor) - hold.remaining;
  hold.remaining += change;
  hold.status = data.status;
  holds.set(data.hold.id, hold);
  if ('transaction' in data) {
    const minor = BigInt(data.amount.minor);
    hold.captures.push({ transactionId: data.transaction.id, minor, at: recordedAt });
  }
  for (const [index, id] of data.accountIds.entries()) {
    const sides = onSide(index === 0 ? 'DEBIT' : 'CREDIT', change);
    accounts.get(id)?.promises.push({ recordedAt, expiresAt, ...sides });
  }
}

const onSide = (direction: Direction, minor: bigint) => ({
  debit: direction === 'DEBIT' ? minor : 0n,
  credit: direction === 'CREDIT' ? minor : 0n,
});

/** What the lines come to. */
export const sumOf = (lines: readonly { readonly debit: bigint; readonly credit: bigint }[]) => ({
  debits: lines.reduce((sum, { debit }) => sum + debit, 0n),
  credits: lines.reduce((sum, { credit }) => sum + credit, 0n),
});

/** By how much the account grew by the lines, on its normal side. */
export const grownBy = ({ side }: ReplayedAccount, lines: readonly Line[]): bigint => {
  const { debits, credits } = sumOf(lines);
  return side === 'DEBIT' ? debits - credits : credits - debits;
};

/** What the account held effective by one instant, as known at another one. */
export function balanceAt(account: ReplayedAccount, effectiveAt: bigint, recordedAt: bigint) {
  const known = account.lines.filter((line) => line.recordedAt <= recordedAt);
  const counted = sumOf(known.filter((line) => line.effectiveAt <= effectiveAt));
  const promised = sumOf(
    account.promises.filter(
      (one) => one.recordedAt <= recordedAt && one.recordedAt <= effectiveAt && one.expiresAt > effectiveAt,
    ),
  );
  const all = sumOf(known);
  const available =
    account.side === 'DEBIT'
      ? counted.debits - all.credits - promised.credits
      : counted.credits - all.debits - promised.debits;
  return {
    ...counted,
    ...{ pendingDebits: promised.debits, pendingCredits: promised.credits, available },
    posted: account.side === 'DEBIT' ? counted.debits - counted.credits : counted.credits - counted.debits,
  };
}
