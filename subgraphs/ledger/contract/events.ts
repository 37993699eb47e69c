import { DAY_MS, type DataOf, defineMessage, wire } from 'platform/event-store/contract';
import { z } from 'zod';

/** What the ledger publishes, and the commands it takes. Amounts are minor units as text. */
const PARTITIONS = 6;

export const TRANSACTIONS = {
  name: 'ledger.transaction.v1',
  partitions: PARTITIONS,
  retentionMs: 7 * DAY_MS,
  writers: 'one',
} as const;
export const ACCOUNTS = {
  name: 'ledger.account.v1',
  partitions: PARTITIONS,
  retentionMs: 7 * DAY_MS,
  writers: 'one',
} as const;
export const HOLDS = {
  name: 'ledger.hold.v1',
  partitions: PARTITIONS,
  retentionMs: 7 * DAY_MS,
  writers: 'one',
} as const;
export const BOOKS = {
  name: 'ledger.book.v1',
  partitions: PARTITIONS,
  retentionMs: 7 * DAY_MS,
  writers: 'one',
} as const;
/** One partition: they are few, and so all of them keep their order. */
export const FX_RATES = {
  name: 'ledger.fx-rate.v1',
  partitions: 1,
  retentionMs: 7 * DAY_MS,
  writers: 'one',
} as const;
export const RECONCILIATIONS = {
  name: 'ledger.reconciliation.v1',
  partitions: PARTITIONS,
  retentionMs: 7 * DAY_MS,
  writers: 'one',
} as const;
/** One partition, as for rates. */
export const CASH_POINTS = {
  name: 'ledger.cash-point.v1',
  partitions: 1,
  retentionMs: 7 * DAY_MS,
  writers: 'one',
} as const;
/** Longer than a year and its audit: heads on the bus are the witnesses that the database cannot change. */
export const AUDIT = {
  name: 'ledger.audit.v1',
  partitions: PARTITIONS,
  retentionMs: 550 * DAY_MS,
  writers: 'one',
} as const;
export const COMMANDS = {
  name: 'ledger.commands.v1',
  partitions: PARTITIONS,
  retentionMs: 7 * DAY_MS,
  writers: 'many',
} as const;

const accountType = z.enum(['ASSET', 'LIABILITY', 'EQUITY', 'REVENUE', 'EXPENSE']);
const direction = z.enum(['DEBIT', 'CREDIT']);
const metadata = z.record(z.string(), z.json());

const currency = z.string().regex(/^[A-Z]{3}$/);
const rate = z.string().regex(/^\d{1,12}(\.\d{1,12})?$/);

const posting = z.strictObject({ accountId: wire.id('acct'), direction, amount: wire.money });

export const ledgerOpened = defineMessage({
  type: 'ledger.book.opened.v1',
  topic: BOOKS,
  data: z.strictObject({ ledgerId: wire.id('ldg'), name: z.string() }),
});

/** The book is closed through this instant; all later is open. */
const periodChange = z.strictObject({ ledgerId: wire.id('ldg'), closedThrough: wire.instant });

export const periodClosed = defineMessage({
  type: 'ledger.book.period-closed.v1',
  topic: BOOKS,
  data: periodChange,
});

export const periodReopened = defineMessage({
  type: 'ledger.book.period-reopened.v1',
  topic: BOOKS,
  data: periodChange,
});

export const accountOpened = defineMessage({
  type: 'ledger.account.opened.v1',
  topic: ACCOUNTS,
  data: z.strictObject({
    accountId: wire.id('acct'),
    ledgerId: wire.id('ldg'),
    code: z.string(),
    name: z.string(),
    type: accountType,
    currency: z.string(),
    overdraftFloor: wire.money.nullable(),
    parentId: wire.id('acct').nullable(),
    metadata: metadata.nullable(),
  }),
});

const statusChange = z.strictObject({
  accountId: wire.id('acct'),
  ledgerId: wire.id('ldg'),
  reason: z.string().nullable(),
});

export const accountFrozen = defineMessage({
  type: 'ledger.account.frozen.v1',
  topic: ACCOUNTS,
  data: statusChange,
});

export const accountUnfrozen = defineMessage({
  type: 'ledger.account.unfrozen.v1',
  topic: ACCOUNTS,
  data: statusChange,
});

export const accountClosed = defineMessage({
  type: 'ledger.account.closed.v1',
  topic: ACCOUNTS,
  data: statusChange,
});

export const accountReopened = defineMessage({
  type: 'ledger.account.reopened.v1',
  topic: ACCOUNTS,
  data: statusChange,
});

/** From its `effectiveAt` on one of `base` costs so many of `quote`. */
export const fxRateSet = defineMessage({
  type: 'ledger.fx-rate.set.v1',
  topic: FX_RATES,
  data: z.strictObject({
    fxRateId: wire.id('fxr'),
    ledgerId: wire.id('ldg'),
    base: currency,
    quote: currency,
    rate,
    source: z.string().nullable(),
  }),
});

export const cashPointOpened = defineMessage({
  type: 'ledger.cash-point.opened.v1',
  topic: CASH_POINTS,
  data: z.strictObject({
    cashPointId: wire.id('cash'),
    ledgerId: wire.id('ldg'),
    name: z.string(),
    kind: z.enum(['TILL', 'VAULT', 'ATM']),
    currency,
    accountId: wire.id('acct'),
  }),
});

export const cashCounted = defineMessage({
  type: 'ledger.cash-point.counted.v1',
  topic: CASH_POINTS,
  data: z.strictObject({
    cashCountId: wire.id('count'),
    cashPointId: wire.id('cash'),
    ledgerId: wire.id('ldg'),
    /** What ought to have been there at that instant. */
    expected: wire.money,
    counted: wire.money,
    /** Above zero: there was more. */
    difference: wire.money,
    denominations: z.array(z.strictObject({ value: wire.money, count: z.int() })).nullable(),
    description: z.string().nullable(),
    /** What posted the difference; null when there was none. */
    transactionId: wire.id('txn').nullable(),
  }),
});

/** One per account and batch, coalesced: the balance as it stood after the batch. Not stored in a stream. */
export const balanceChanged = defineMessage({
  type: 'ledger.account.balance-changed.v1',
  topic: ACCOUNTS,
  data: z.strictObject({
    account: z.strictObject({ id: wire.id('acct') }),
    accountId: wire.id('acct'),
    ledgerId: wire.id('ldg'),
    version: z.int(),
    posted: wire.money,
    available: wire.money,
  }),
});

/** One of `base` cost `rate` of `quote`. The stored rate that was used; null when the rate was given. */
const exchange = z.strictObject({
  sold: wire.money,
  bought: wire.money,
  spread: wire.money,
  base: currency,
  quote: currency,
  rate,
  fxRateId: wire.id('fxr').nullable(),
});

export const transactionPosted = defineMessage({
  type: 'ledger.transaction.posted.v1',
  topic: TRANSACTIONS,
  data: z.strictObject({
    transaction: z.strictObject({ id: wire.id('txn') }),
    ledgerId: wire.id('ldg'),
    accountIds: z.array(wire.id('acct')),
    postings: z.array(posting),
    description: z.string().nullable(),
    reference: z.string().nullable(),
    metadata: metadata.nullable(),
    reverses: wire.id('txn').nullable(),
    /** Present when it exchanged one currency for another. */
    exchange: exchange.optional(),
    /** Present when it captures a hold. */
    hold: z.strictObject({ id: wire.id('hold') }).optional(),
    /** Present when it was recorded although an account was frozen or went below its floor. */
    overridden: z.literal(true).optional(),
  }),
});

/** The answer to a PostTransaction command that was not posted. */
export const transactionRefused = defineMessage({
  type: 'ledger.transaction.refused.v1',
  topic: TRANSACTIONS,
  data: z.strictObject({
    transaction: z.strictObject({ id: wire.id('txn') }),
    ledgerId: wire.id('ldg'),
    code: z.string(),
    message: z.string(),
  }),
});

/**
 * A statement from outside was compared with the book as it was known at `knownAt`. Its lines may name people, so they
 * are not in the event: `linesHash` is the SHA-256 of their RFC 8785 canonical form, in hexadecimal.
 */
export const statementImported = defineMessage({
  type: 'ledger.reconciliation.statement-imported.v1',
  topic: RECONCILIATIONS,
  data: z.strictObject({
    reconciliationId: wire.id('rec'),
    ledgerId: wire.id('ldg'),
    accountId: wire.id('acct'),
    from: wire.instant,
    to: wire.instant,
    dateWindowDays: z.int(),
    knownAt: wire.instant,
    openingBalance: wire.money.nullable(),
    closingBalance: wire.money.nullable(),
    linesHash: z.string().regex(/^[0-9a-f]{64}$/),
    lineCount: z.int(),
    matchedCount: z.int(),
    breakCount: z.int(),
  }),
});

const hold = {
  hold: z.strictObject({ id: wire.id('hold') }),
  ledgerId: wire.id('ldg'),
  /** The debit account, then the credit account. */
  accountIds: z.array(wire.id('acct')).length(2),
  /** All that was promised when it was placed. */
  total: wire.money,
  placedAt: wire.instant,
  expiresAt: wire.instant,
  /** Present when it was recorded although an account was frozen or went below its floor. */
  overridden: z.literal(true).optional(),
};

/** As it stands after the event. */
const holdState = {
  status: z.enum(['HELD', 'CAPTURED', 'RELEASED']),
  captured: wire.money,
  remaining: wire.money,
};

export const holdPlaced = defineMessage({
  type: 'ledger.hold.placed.v1',
  topic: HOLDS,
  data: z.strictObject({
    ...hold,
    amount: wire.money,
    description: z.string().nullable(),
    reference: z.string().nullable(),
    ...holdState,
  }),
});

/** Some of it was posted. Unless it is final, the rest is still promised. */
export const holdCaptured = defineMessage({
  type: 'ledger.hold.captured.v1',
  topic: HOLDS,
  data: z.strictObject({
    ...hold,
    /** Of this capture. */
    amount: wire.money,
    transaction: z.strictObject({ id: wire.id('txn') }),
    ...holdState,
  }),
});

export const holdReleased = defineMessage({
  type: 'ledger.hold.released.v1',
  topic: HOLDS,
  data: z.strictObject({
    ...hold,
    /** What was given back. */
    amount: wire.money,
    ...holdState,
  }),
});

/** The head of a book's audit chain, signed by the ledger. Not stored in a stream. */
export const headSigned = defineMessage({
  type: 'ledger.audit.head-signed.v1',
  topic: AUDIT,
  data: z.strictObject({
    ledgerId: wire.id('ldg'),
    seq: z.int(),
    /** SHA-256, hexadecimal. */
    hash: z.string().regex(/^[0-9a-f]{64}$/),
    recordedAt: wire.instant,
    /** Of the head before it; 0 for the first. */
    previousSeq: z.int(),
    /** A compact JWS (RFC 7515) that says all this, and the tenant. */
    statement: z.string(),
  }),
});

export const openLedgerCommand = defineMessage({
  type: 'ledger.commands.open-ledger.v1',
  topic: COMMANDS,
  /** The sender makes the id. */
  data: z.strictObject({ ledgerId: wire.id('ldg'), name: z.string() }),
});

export const openAccountCommand = defineMessage({
  type: 'ledger.commands.open-account.v1',
  topic: COMMANDS,
  /** The sender makes the id. */
  data: z.strictObject({
    accountId: wire.id('acct'),
    ledgerId: wire.id('ldg'),
    code: z.string(),
    name: z.string(),
    type: accountType,
    currency: z.string(),
  }),
});

export const postTransactionCommand = defineMessage({
  type: 'ledger.commands.post-transaction.v1',
  topic: COMMANDS,
  /** The sender makes the id: it is the key and the stream of `posted` or `refused`. */
  data: z.strictObject({
    transactionId: wire.id('txn'),
    ledgerId: wire.id('ldg'),
    postings: z.array(posting).min(2).max(200),
    effectiveAt: wire.instant.nullable(),
    description: z.string().nullable(),
    reference: z.string().nullable(),
  }),
});

export const LEDGER_EVENTS = [
  ledgerOpened,
  periodClosed,
  periodReopened,
  accountOpened,
  accountFrozen,
  accountUnfrozen,
  accountClosed,
  accountReopened,
  fxRateSet,
  cashPointOpened,
  cashCounted,
  balanceChanged,
  transactionPosted,
  transactionRefused,
  statementImported,
  holdPlaced,
  holdCaptured,
  holdReleased,
  headSigned,
] as const;
export const LEDGER_COMMANDS = [openLedgerCommand, openAccountCommand, postTransactionCommand] as const;

export type LedgerOpened = DataOf<typeof ledgerOpened>;
export type PeriodChange = DataOf<typeof periodClosed>;
export type AccountOpened = DataOf<typeof accountOpened>;
export type FxRateSet = DataOf<typeof fxRateSet>;
export type CashPointOpened = DataOf<typeof cashPointOpened>;
export type CashCounted = DataOf<typeof cashCounted>;
export type BalanceChanged = DataOf<typeof balanceChanged>;
export type TransactionPosted = DataOf<typeof transactionPosted>;
export type TransactionRefused = DataOf<typeof transactionRefused>;
export type HoldPlaced = DataOf<typeof holdPlaced>;
export type HoldCaptured = DataOf<typeof holdCaptured>;
export type HoldReleased = DataOf<typeof holdReleased>;
export type StatementImported = DataOf<typeof statementImported>;
export type HeadSigned = DataOf<typeof headSigned>;
export type OpenLedgerCommand = DataOf<typeof openLedgerCommand>;
export type OpenAccountCommand = DataOf<typeof openAccountCommand>;
export type PostTransactionCommand = DataOf<typeof postTransactionCommand>;
