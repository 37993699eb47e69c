// Made by `npm run generate` from clients/operations: edit those, not this file.
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** All given conditions must hold. */
export type AccountFilter = {
  readonly type?: AccountType | null | undefined;
  readonly currency?: string | null | undefined;
  readonly status?: AccountStatus | null | undefined;
  readonly codePrefix?: string | null | undefined;
};

/** Whether an account takes postings. */
export type AccountStatus =
  | 'OPEN'
  | 'FROZEN'
  | 'CLOSED';

/** What an account stands for in the accounting equation. */
export type AccountType =
  | 'ASSET'
  | 'LIABILITY'
  | 'EQUITY'
  | 'REVENUE'
  | 'EXPENSE';

export type ApproveOverrideInput = {
  /** Whose subject. Default: the caller's own tenant. Any other takes `platform:admin`. */
  readonly tenantId?: string | null | undefined;
  readonly overrideId: string;
  readonly idempotencyKey: string;
};

/** A point of view: what counted by effectiveAt, as it was known at recordedAt. */
export type AsOfInput = {
  /** Default: now. */
  readonly effectiveAt?: string | null | undefined;
  /** Default: the last recorded instant of the book. The future is refused. */
  readonly recordedAt?: string | null | undefined;
};

/** How a book differs from what was recorded in it. */
export type AuditFaultReason =
  /** The record is not what was hashed. */
  | 'CHANGED'
  /** The record is in the chain, but not in the book. */
  | 'MISSING'
  /** The record stands elsewhere in the book than in the chain. */
  | 'REORDERED'
  /** The record is in the book at a place that the chain has passed, but not in the chain. */
  | 'UNCHAINED'
  /** The chain once was longer than it is: the record is the first that is gone. */
  | 'TRUNCATED'
  /**
   * A signed head says otherwise than the chain, which was written anew from this record or one of the next on: the record
   * is the first after the last head that holds.
   */
  | 'HEAD_MISMATCH'
  /** A signed head is gone: the record is the one whose hash it signed, or the first that it signed. */
  | 'HEAD_MISSING'
  /** A table says otherwise than the record. */
  | 'TABLE_DIFFERS';

/** How statement and book differ. */
export type BreakReason =
  /** The statement's opening balance is not what was posted before `from`. */
  | 'OPENING_BALANCE_DIFFERS'
  /** The statement's closing balance is not what was posted before `to`. */
  | 'BALANCE_DIFFERS'
  /** The line was matched in an earlier statement, or comes twice in this one, by its `externalId` or by all it says. */
  | 'DUPLICATE_LINE'
  | 'AMOUNT_DIFFERS'
  | 'DATE_OUTSIDE_WINDOW'
  | 'MISSING_IN_LEDGER'
  | 'MISSING_IN_STATEMENT';

/** How long a period of a calendar is. */
export type CalendarUnit =
  | 'DAY'
  | 'MONTH';

export type CaptureHoldInput = {
  readonly holdId: string;
  /** At most what remains. Default: all of it. */
  readonly amount?: MoneyInput | null | undefined;
  /** What remains after it is given back; otherwise it stays promised, to be captured later. */
  readonly final?: boolean | null | undefined;
  readonly idempotencyKey: string;
};

/** Who captures an authorised payment: the provider at once, or whoever asks for it. */
export type CaptureMethod =
  | 'AUTOMATIC'
  | 'MANUAL';

export type CapturePaymentInput = {
  readonly paymentId: string;
  /** At most what is authorised; default all of it. */
  readonly amount?: MoneyInput | null | undefined;
  readonly idempotencyKey: string;
};

/** What cash is kept in. */
export type CashPointKind =
  | 'TILL'
  | 'VAULT'
  | 'ATM';

export type CloseAccountInput = {
  readonly accountId: string;
  /** At most 1000 characters; kept in the account's history. */
  readonly reason?: string | null | undefined;
  readonly idempotencyKey: string;
};

export type ClosePeriodInput = {
  readonly ledgerId: string;
  /** The last instant that is closed; not in the future. */
  readonly through: string;
  readonly idempotencyKey: string;
};

export type ConfirmPaymentInput = {
  readonly paymentId: string;
  readonly idempotencyKey: string;
};

export type ConsumeInput = {
  readonly subject: SubjectInput;
  readonly resource: string;
  /** 0 to 1,000,000,000; of CONCURRENCY below 0: gives back. */
  readonly quantity?: string;
  /** Says what would be, and takes nothing. */
  readonly dryRun?: boolean;
  readonly idempotencyKey: string;
};

export type CountCashInput = {
  readonly cashPointId: string;
  /** Zero or more. */
  readonly counted: MoneyInput;
  /** What it was counted of, at most 100; they add up to counted. */
  readonly denominations?: ReadonlyArray<DenominationInput> | null | undefined;
  /** At most 1000 characters. */
  readonly description?: string | null | undefined;
  readonly idempotencyKey: string;
};

export type CreatePaymentInput = {
  readonly amount: MoneyInput;
  readonly confirm?: boolean;
  readonly captureMethod?: CaptureMethod;
  /** At most 1000 characters. */
  readonly description?: string | null | undefined;
  readonly idempotencyKey: string;
};

export type DeletePolicyInput = {
  /** Whose policy. Default: the caller's own. Any other takes `platform:admin`. */
  readonly tenantId?: string | null | undefined;
  readonly policyId: string;
  readonly idempotencyKey: string;
};

/** So many notes or coins of one value, as they were counted. */
export type DenominationInput = {
  /** Of one note or coin, in major units of the counted currency: "0.50". */
  readonly value: string;
  /** How many of them; zero or more. */
  readonly count: number;
};

export type DepositCashInput = {
  readonly cashPointId: string;
  /** Where it comes from: an account of the same book. */
  readonly accountId: string;
  readonly amount: MoneyInput;
  /** When it counts; default now. From 1970 to 100 years ahead. */
  readonly effectiveAt?: string | null | undefined;
  /** At most 1000 characters. */
  readonly description?: string | null | undefined;
  /** The caller's own reference, at most 200 characters. */
  readonly reference?: string | null | undefined;
  readonly metadata?: unknown;
  readonly idempotencyKey: string;
};

/** The two sides of an account. */
export type Direction =
  | 'DEBIT'
  | 'CREDIT';

export type ExchangeInput = {
  readonly ledgerId: string;
  /** It shrinks, on its normal side, by what is sold. */
  readonly fromAccountId: string;
  /** It grows, on its normal side, by what is bought. */
  readonly toAccountId: string;
  readonly sell: MoneyInput;
  /**
   * How many of the bought currency one of the sold costs: greater than zero, at most 12 digits before and 12 after the
   * point. Default: the stored rate as of effectiveAt, or that of the inverse pair if there is only that.
   */
  readonly rate?: string | null | undefined;
  /** Which part of what is bought is kept back: from 0 to less than 1, such as 0.005; default none. */
  readonly spread?: string | null | undefined;
  /** When it counts; default now. From 1970 to 100 years ahead. */
  readonly effectiveAt?: string | null | undefined;
  /** At most 1000 characters. */
  readonly description?: string | null | undefined;
  /** The caller's own reference, at most 200 characters. */
  readonly reference?: string | null | undefined;
  readonly metadata?: unknown;
  readonly idempotencyKey: string;
};

/** A line of a statement from outside. */
export type ExternalLineInput = {
  /** As the transaction's; at most 200 characters. */
  readonly reference?: string | null | undefined;
  /** By how much the account grew, on its normal side; below zero, by how much it shrank. Never zero. */
  readonly amount: MoneyInput;
  /** From 1970 to 100 years ahead. */
  readonly date: string;
  /** At most 1000 characters. */
  readonly description?: string | null | undefined;
  /** The bank's own id of the line, at most 200 characters: by it a line that comes again is known. */
  readonly externalId?: string | null | undefined;
};

/** What is answered while the store of the counts cannot be reached. */
export type FailMode =
  /** Admitted. */
  | 'OPEN'
  /** Refused. */
  | 'CLOSED';

export type FreezeAccountInput = {
  readonly accountId: string;
  /** At most 1000 characters; kept in the account's history. */
  readonly reason?: string | null | undefined;
  readonly idempotencyKey: string;
};

/** All given conditions must hold. Instants are half-open: from is included, to is not. */
export type FxRateFilter = {
  readonly base?: string | null | undefined;
  readonly quote?: string | null | undefined;
  readonly effectiveFrom?: string | null | undefined;
  readonly effectiveTo?: string | null | undefined;
  readonly recordedFrom?: string | null | undefined;
  readonly recordedTo?: string | null | undefined;
};

/** Where a hold is in its life. */
export type HoldStatus =
  | 'HELD'
  /** In full, or finally: what remained was given back. */
  | 'CAPTURED'
  | 'RELEASED'
  /** Its time has passed. Nothing had to run for that. */
  | 'EXPIRED';

export type ImportStatementInput = {
  readonly accountId: string;
  /** 1 to 1000. */
  readonly lines: ReadonlyArray<ExternalLineInput>;
  /** The statement's window, in which all its lines are; default: from the first line's date through the last one's. */
  readonly from?: string | null | undefined;
  readonly to?: string | null | undefined;
  /** How many days a line and its posting may be apart: 0 to 31. */
  readonly dateWindowDays?: number | null | undefined;
  /** What the account held before `from`. */
  readonly openingBalance?: MoneyInput | null | undefined;
  /** What the account held before `to`. */
  readonly closingBalance?: MoneyInput | null | undefined;
  readonly idempotencyKey: string;
};

/** An amount in major units. More decimals than the currency has are an error, not rounded. */
export type MoneyInput = {
  /** Major units: "12.34". */
  readonly amount: string;
  /** ISO 4217. */
  readonly currency: string;
};

export type MoveCashInput = {
  readonly fromCashPointId: string;
  /** Another one of the same book. */
  readonly toCashPointId: string;
  readonly amount: MoneyInput;
  /** When it counts; default now. From 1970 to 100 years ahead. */
  readonly effectiveAt?: string | null | undefined;
  /** At most 1000 characters. */
  readonly description?: string | null | undefined;
  /** The caller's own reference, at most 200 characters. */
  readonly reference?: string | null | undefined;
  readonly metadata?: unknown;
  readonly idempotencyKey: string;
};

export type OpenAccountInput = {
  readonly ledgerId: string;
  /** Unique in its book; 1 to 64 of letters, digits and `. : _ -`. */
  readonly code: string;
  /** 1 to 200 characters. */
  readonly name: string;
  readonly type: AccountType;
  /** ISO 4217. */
  readonly currency: string;
  /** The account's available balance never goes below it. None: unlimited. */
  readonly overdraftFloor?: MoneyInput | null | undefined;
  /** The account above it in the chart of accounts, of the same book. */
  readonly parentId?: string | null | undefined;
  readonly metadata?: unknown;
  readonly idempotencyKey: string;
};

export type OpenCashPointInput = {
  readonly ledgerId: string;
  /** 1 to 200 characters; its account has the same. */
  readonly name: string;
  readonly kind: CashPointKind;
  /** Of its account: unique in its book; 1 to 64 of letters, digits and `. : _ -`. Default: `cash.` and the cash point's id. */
  readonly code?: string | null | undefined;
  /** ISO 4217. */
  readonly currency: string;
  readonly idempotencyKey: string;
};

export type OpenLedgerInput = {
  /** 1 to 200 characters. */
  readonly name: string;
  readonly idempotencyKey: string;
};

/** All given conditions must hold. */
export type OverrideFilter = {
  readonly policyId?: string | null | undefined;
  readonly status?: OverrideStatus | null | undefined;
};

/** Where an override is in its life. */
export type OverrideStatus =
  | 'REQUESTED'
  /** In effect between its instants. */
  | 'APPROVED'
  | 'REJECTED'
  | 'REVOKED'
  /** Its time is over. */
  | 'EXPIRED';

/** Where a payment is in its life. */
export type PaymentStatus =
  | 'REQUIRES_PAYMENT_METHOD'
  | 'REQUIRES_CONFIRMATION'
  | 'REQUIRES_ACTION'
  | 'PROCESSING'
  | 'REQUIRES_CAPTURE'
  | 'SUCCEEDED'
  | 'CANCELED';

export type PlaceHoldInput = {
  readonly ledgerId: string;
  /** Will be debited. */
  readonly debitAccountId: string;
  /** Will be credited; another one. */
  readonly creditAccountId: string;
  readonly amount: MoneyInput;
  /** Default: in 7 days. At most 100 years ahead. */
  readonly expiresAt?: string | null | undefined;
  /** At most 1000 characters; becomes that of what is captured. */
  readonly description?: string | null | undefined;
  /** The caller's own reference, at most 200 characters; becomes that of what is captured. */
  readonly reference?: string | null | undefined;
  readonly idempotencyKey: string;
};

/** All given conditions must hold. */
export type PolicyFilter = {
  readonly resource?: string | null | undefined;
  readonly subjectKind?: SubjectKind | null | undefined;
};

/** What becomes of use above the limit. */
export type PolicyMode =
  /** It is refused. */
  | 'ENFORCE'
  /** It is admitted and reported. */
  | 'SHADOW';

/** What a transaction moves on one account. */
export type PostingInput = {
  readonly accountId: string;
  readonly direction: Direction;
  readonly amount: MoneyInput;
};

export type PostTransactionInput = {
  readonly ledgerId: string;
  /** 2 to 200; they sum to zero in each currency. */
  readonly postings: ReadonlyArray<PostingInput>;
  /** When it counts; default now. From 1970 to 100 years ahead. */
  readonly effectiveAt?: string | null | undefined;
  /** At most 1000 characters. */
  readonly description?: string | null | undefined;
  /** The caller's own reference, at most 200 characters. */
  readonly reference?: string | null | undefined;
  readonly metadata?: unknown;
  readonly idempotencyKey: string;
};

export type PostTransactionsInput = {
  /** 1 to 1000, together at most 10000 postings. */
  readonly transactions: ReadonlyArray<PostTransactionInput>;
  /** All of one book, and all or nothing. Otherwise each succeeds or is refused by itself, as by postTransaction. */
  readonly atomic?: boolean | null | undefined;
  /** Of all, when atomic; then those of the single transactions are not looked at. Otherwise each has its own. */
  readonly idempotencyKey?: string | null | undefined;
};

/** How use is counted. docs/quotas.md compares them. */
export type QuotaAlgorithm =
  /** Holds `burst`, gets `limit` back in every period. */
  | 'TOKEN_BUCKET'
  /** GCRA: `limit` leave evenly in every period, `burst` may wait. */
  | 'LEAKY_BUCKET'
  /** `limit` in each period of the clock. */
  | 'FIXED_WINDOW'
  /** `limit` in any period, from two counters. */
  | 'SLIDING_WINDOW'
  /** `limit` at once. */
  | 'CONCURRENCY'
  /** `limit` in each day or month of a time zone. */
  | 'CALENDAR';

/** Periods as a calendar has them. */
export type QuotaCalendarInput = {
  readonly unit: CalendarUnit;
  /** IANA name: `Europe/Berlin`, `UTC`; no offset. */
  readonly timeZone?: string;
  /** On which day months begin: 1 to 31. */
  readonly startDay?: number;
  readonly rollover?: string;
};

/** How far a limit is used up. */
export type QuotaThreshold =
  /** The policy's near-limit ratio is reached. */
  | 'NEAR_LIMIT'
  /** Something was refused, or would have been. */
  | 'EXCEEDED';

/** What is counted. */
export type QuotaUnit =
  | 'REQUESTS'
  | 'COST_POINTS'
  | 'BYTES'
  | 'CONCURRENT';

/** How far a statement from outside agrees with the book. */
export type ReconciliationStatus =
  /** Statement and book say the same. */
  | 'MATCHED'
  | 'BREAKS';

export type RejectOverrideInput = {
  /** Whose subject. Default: the caller's own tenant. Any other takes `platform:admin`. */
  readonly tenantId?: string | null | undefined;
  readonly overrideId: string;
  readonly idempotencyKey: string;
};

export type ReleaseHoldInput = {
  readonly holdId: string;
  readonly idempotencyKey: string;
};

export type ReopenAccountInput = {
  readonly accountId: string;
  /** At most 1000 characters; kept in the account's history. */
  readonly reason?: string | null | undefined;
  readonly idempotencyKey: string;
};

export type ReopenPeriodInput = {
  readonly ledgerId: string;
  /** The last instant that stays closed, if it is; not in the future. One before 1970 opens all. */
  readonly through: string;
  readonly idempotencyKey: string;
};

export type RequestOverrideInput = {
  /** Whose subject. Default: the caller's own tenant. Any other takes `platform:admin`. */
  readonly tenantId?: string | null | undefined;
  readonly policyId: string;
  /** The policy is the platform's. */
  readonly ofPlatform?: boolean;
  /** One that the policy is about. */
  readonly subject: SubjectInput;
  readonly limit: string;
  /** For the algorithms that have one. Default: the policy's, or the limit if that is more. */
  readonly burst?: string | null | undefined;
  /** Default: now. May be in the past: it is in effect from its approval on. */
  readonly from?: string | null | undefined;
  /** At most 366 days later. */
  readonly until: string;
  /** 1 to 1000 characters. */
  readonly reason: string;
  readonly idempotencyKey: string;
};

export type ResetUsageInput = {
  /** Whose policy. Default: the caller's own. Any other takes `platform:admin`. */
  readonly tenantId?: string | null | undefined;
  readonly policyId: string;
  readonly subject: SubjectInput;
  /** Whose subject, when the policy is the platform's. Default: the caller's own. */
  readonly subjectTenantId?: string | null | undefined;
  readonly idempotencyKey: string;
};

/** When the reversal of a transaction counts. */
export type ReversalTime =
  /** The reversal counts from now. */
  | 'NOW'
  /** The reversal counts from when the transaction did. */
  | 'ORIGINAL';

export type ReverseTransactionInput = {
  readonly transactionId: string;
  readonly effectiveAt?: ReversalTime | null | undefined;
  /** At most 1000 characters; becomes the reversal's description. */
  readonly reason?: string | null | undefined;
  readonly idempotencyKey: string;
};

export type RevokeOverrideInput = {
  /** Whose subject. Default: the caller's own tenant. Any other takes `platform:admin`. */
  readonly tenantId?: string | null | undefined;
  readonly overrideId: string;
  readonly idempotencyKey: string;
};

export type SetFxRateInput = {
  readonly ledgerId: string;
  /** ISO 4217. */
  readonly base: string;
  /** ISO 4217. */
  readonly quote: string;
  /** What one of `base` costs in `quote`: greater than zero, at most 12 digits before and 12 after the point. */
  readonly rate: string;
  /** From when on it counts; default now. From 1970 to 100 years ahead. */
  readonly effectiveAt?: string | null | undefined;
  /** Where it comes from, at most 200 characters. */
  readonly source?: string | null | undefined;
  readonly idempotencyKey: string;
};

/** How far captured money has come into the book. */
export type SettlementStatus =
  /** Nothing was captured yet. */
  | 'NONE'
  /** Captured; the ledger has been asked to post it. */
  | 'PENDING'
  /** Posted in the book. */
  | 'SETTLED'
  /** The ledger refused; the refund is on its way. */
  | 'COMPENSATING'
  /** The money went back. */
  | 'COMPENSATED';

/** Who uses something, in the caller's tenant. */
export type SubjectInput = {
  readonly kind: SubjectKind;
  /** Of a tenant, which can only be the one that is acted in, an actor, a service or an API key: 1 to 255 characters. */
  readonly id: string;
};

/** What kind of caller is counted. */
export type SubjectKind =
  | 'TENANT'
  | 'ACTOR'
  | 'SERVICE'
  | 'API_KEY';

/** Whom a policy is about. */
export type SubjectPatternInput = {
  readonly kind: SubjectKind;
  /** An exact id; `*` in it stands for any characters; `*` alone for everybody. */
  readonly pattern?: string;
};

/** All given conditions must hold. Instants are half-open: from is included, to is not. */
export type TransactionFilter = {
  readonly accountId?: string | null | undefined;
  readonly reference?: string | null | undefined;
  readonly effectiveFrom?: string | null | undefined;
  readonly effectiveTo?: string | null | undefined;
  readonly recordedFrom?: string | null | undefined;
  readonly recordedTo?: string | null | undefined;
};

export type UnfreezeAccountInput = {
  readonly accountId: string;
  /** At most 1000 characters; kept in the account's history. */
  readonly reason?: string | null | undefined;
  readonly idempotencyKey: string;
};

export type UpsertPolicyInput = {
  /** Whose policy; `platform`: about all tenants. Default: the caller's own. Any other takes `platform:admin`. */
  readonly tenantId?: string | null | undefined;
  /** Names the policy within its tenant: 1 to 200 characters on one line. */
  readonly name: string;
  readonly subject: SubjectPatternInput;
  /** Words of `a-z0-9-` with dots between, one or more, each beginning with a letter: `graphql.cost`, `jobs`; 1 to 100 characters. */
  readonly resource: string;
  readonly algorithm: QuotaAlgorithm;
  readonly limit: string;
  /** Needed without a calendar: 1 ms to 31 days. */
  readonly periodMs?: string | null | undefined;
  /** Of TOKEN_BUCKET and LEAKY_BUCKET; default the limit. */
  readonly burst?: string | null | undefined;
  /** Needed by CALENDAR. */
  readonly calendar?: QuotaCalendarInput | null | undefined;
  readonly unit?: QuotaUnit;
  readonly mode?: PolicyMode;
  readonly nearLimitRatio?: number;
  readonly failMode?: FailMode;
  readonly idempotencyKey: string;
};

/** How long a bucket is. */
export type UsageBucketLength =
  | 'MINUTE'
  | 'HOUR'
  | 'DAY';

export type WithdrawCashInput = {
  readonly cashPointId: string;
  /** Where it goes to: an account of the same book. */
  readonly accountId: string;
  readonly amount: MoneyInput;
  /** When it counts; default now. From 1970 to 100 years ahead. */
  readonly effectiveAt?: string | null | undefined;
  /** At most 1000 characters. */
  readonly description?: string | null | undefined;
  /** The caller's own reference, at most 200 characters. */
  readonly reference?: string | null | undefined;
  readonly metadata?: unknown;
  readonly idempotencyKey: string;
};

export type AccountBalanceQueryVariables = Exact<{
  id: string;
  at?: AsOfInput | null | undefined;
}>;


export type AccountBalanceQuery = { readonly account: { readonly id: string, readonly code: string, readonly currency: string, readonly balance: { readonly posted: { readonly amount: string, readonly minor: string, readonly currency: string }, readonly available: { readonly amount: string, readonly minor: string, readonly currency: string }, readonly asOf: { readonly effectiveAt: string, readonly recordedAt: string } } } | null };

export type AccountsQueryVariables = Exact<{
  ledgerId: string;
  filter?: AccountFilter | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type AccountsQuery = { readonly accounts: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly code: string, readonly name: string, readonly type: AccountType, readonly currency: string, readonly status: AccountStatus, readonly balance: { readonly posted: { readonly amount: string, readonly minor: string, readonly currency: string } } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } };

export type ApproveOverrideMutationVariables = Exact<{
  input: ApproveOverrideInput;
}>;


export type ApproveOverrideMutation = { readonly approveOverride:
    | { readonly __typename: 'ApproveOverrideSuccess', readonly override: { readonly id: string, readonly status: OverrideStatus, readonly from: string, readonly until: string } }
    | { readonly __typename: 'IdempotencyConflict', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'UnknownOverride', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'UnknownPolicy', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'SelfApproval', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'InvalidOverrideState', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
   };

export type AuditTrailQueryVariables = Exact<{
  ledgerId: string;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type AuditTrailQuery = { readonly auditTrail: { readonly nodes: ReadonlyArray<{ readonly seq: number, readonly record: string, readonly version: number, readonly type: string, readonly effectiveAt: string, readonly recordedAt: string, readonly actor: string, readonly data: unknown, readonly hash: string, readonly previousHash: string }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } };

export type BalanceChangedSubscriptionVariables = Exact<{
  accountId: string;
  after?: string | null | undefined;
}>;


export type BalanceChangedSubscription = { readonly balanceChanged: { readonly cursor: string, readonly occurredAt: string, readonly version: number, readonly posted: { readonly amount: string, readonly currency: string }, readonly available: { readonly amount: string, readonly currency: string }, readonly account: { readonly id: string, readonly code: string } } };

export type CaptureHoldMutationVariables = Exact<{
  input: CaptureHoldInput;
}>;


export type CaptureHoldMutation = { readonly captureHold:
    | { readonly __typename: 'CaptureHoldSuccess', readonly hold: { readonly id: string, readonly status: HoldStatus, readonly remaining: { readonly amount: string, readonly currency: string } }, readonly transaction: { readonly id: string, readonly recordedAt: string } }
    | { readonly __typename: 'IdempotencyConflict', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'UnknownHold', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'InvalidAmount', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'CurrencyMismatch', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'PeriodClosed', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'AccountClosed', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'AccountFrozen', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'HoldExpired', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'HoldAlreadySettled', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'HoldAmountExceeded', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null, readonly remaining: { readonly amount: string, readonly currency: string } }
   };

export type CapturePaymentMutationVariables = Exact<{
  input: CapturePaymentInput;
}>;


export type CapturePaymentMutation = { readonly capturePayment:
    | { readonly __typename: 'CapturePaymentSuccess', readonly payment: { readonly id: string, readonly status: PaymentStatus, readonly capturedAmount: { readonly amount: string, readonly currency: string } } }
    | { readonly __typename: 'IdempotencyConflict', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'UnknownPayment', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'InvalidAmount', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'InvalidPaymentState', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null, readonly status: PaymentStatus }
    | { readonly __typename: 'CaptureAmountExceeded', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null, readonly capturable: { readonly amount: string, readonly currency: string } }
   };

export type CashCountsQueryVariables = Exact<{
  cashPointId: string;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type CashCountsQuery = { readonly cashPoint: { readonly id: string, readonly name: string, readonly counts: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly description: string | null, readonly countedAt: string, readonly expected: { readonly amount: string, readonly currency: string }, readonly counted: { readonly amount: string, readonly currency: string }, readonly difference: { readonly amount: string, readonly currency: string } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } } | null };

export type CashPointsQueryVariables = Exact<{
  ledgerId: string;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type CashPointsQuery = { readonly cashPoints: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly name: string, readonly kind: CashPointKind, readonly currency: string, readonly account: { readonly id: string, readonly code: string, readonly balance: { readonly posted: { readonly amount: string, readonly currency: string } } } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } };

export type ChartOfAccountsQueryVariables = Exact<{
  ledgerId: string;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type ChartOfAccountsQuery = { readonly ledger: { readonly id: string, readonly name: string } | null, readonly accounts: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly code: string, readonly name: string, readonly type: AccountType, readonly currency: string, readonly status: AccountStatus, readonly overdraftFloor: { readonly amount: string, readonly currency: string } | null, readonly parent: { readonly code: string } | null }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } };

export type CloseAccountMutationVariables = Exact<{
  input: CloseAccountInput;
}>;


export type CloseAccountMutation = { readonly closeAccount:
    | { readonly __typename: 'CloseAccountSuccess', readonly account: { readonly id: string, readonly status: AccountStatus } }
    | { readonly __typename: 'IdempotencyConflict', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'UnknownAccount', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'AccountClosed', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'AccountFrozen', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'AccountNotEmpty', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
   };

export type ClosePeriodMutationVariables = Exact<{
  input: ClosePeriodInput;
}>;


export type ClosePeriodMutation = { readonly closePeriod:
    | { readonly __typename: 'ClosePeriodSuccess', readonly period: { readonly closedThrough: string | null } }
    | { readonly __typename: 'IdempotencyConflict', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'UnknownLedger', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'PeriodClosed', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null, readonly closedThrough: string }
   };

export type ConfirmPaymentMutationVariables = Exact<{
  input: ConfirmPaymentInput;
}>;


export type ConfirmPaymentMutation = { readonly confirmPayment:
    | { readonly __typename: 'ConfirmPaymentSuccess', readonly payment: { readonly id: string, readonly status: PaymentStatus, readonly declineCode: string | null } }
    | { readonly __typename: 'IdempotencyConflict', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'UnknownPayment', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'InvalidPaymentState', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null, readonly status: PaymentStatus }
   };

export type ConsumeMutationVariables = Exact<{
  input: ConsumeInput;
}>;


export type ConsumeMutation = { readonly consume:
    | { readonly __typename: 'ConsumeSuccess', readonly quota: { readonly limit: string | null, readonly remaining: string | null, readonly resetAt: string | null } }
    | { readonly __typename: 'IdempotencyConflict', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'QuotaExceeded', readonly limit: string, readonly remaining: string, readonly retryAfterMs: string | null, readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null, readonly policy: { readonly name: string } }
    | { readonly __typename: 'QuotaNotHeld', readonly held: string, readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
   };

export type CountCashMutationVariables = Exact<{
  input: CountCashInput;
}>;


export type CountCashMutation = { readonly countCash:
    | { readonly __typename: 'CountCashSuccess', readonly count: { readonly id: string, readonly countedAt: string, readonly expected: { readonly amount: string, readonly currency: string }, readonly counted: { readonly amount: string, readonly currency: string }, readonly difference: { readonly amount: string, readonly currency: string }, readonly transaction: { readonly id: string } | null } }
    | { readonly __typename: 'IdempotencyConflict', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'UnknownCashPoint', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'InvalidAmount', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'CurrencyMismatch', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'AccountCodeTaken', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'PeriodClosed', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'AccountClosed', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'AccountFrozen', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'InsufficientFunds', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
   };

export type CreatePaymentMutationVariables = Exact<{
  input: CreatePaymentInput;
}>;


export type CreatePaymentMutation = { readonly createPayment:
    | { readonly __typename: 'CreatePaymentSuccess', readonly payment: { readonly id: string, readonly status: PaymentStatus, readonly declineCode: string | null, readonly amount: { readonly amount: string, readonly currency: string } } }
    | { readonly __typename: 'IdempotencyConflict', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'InvalidAmount', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
   };

export type DeletePolicyMutationVariables = Exact<{
  input: DeletePolicyInput;
}>;


export type DeletePolicyMutation = { readonly deletePolicy:
    | { readonly __typename: 'DeletePolicySuccess', readonly policyId: string }
    | { readonly __typename: 'IdempotencyConflict', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'UnknownPolicy', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
   };

export type DepositCashMutationVariables = Exact<{
  input: DepositCashInput;
}>;


export type DepositCashMutation = { readonly depositCash:
    | { readonly __typename: 'DepositCashSuccess', readonly transaction: { readonly id: string, readonly effectiveAt: string, readonly recordedAt: string }, readonly cashPoint: { readonly id: string, readonly name: string, readonly account: { readonly balance: { readonly posted: { readonly amount: string, readonly currency: string } } } } }
    | { readonly __typename: 'IdempotencyConflict', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'UnknownCashPoint', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'UnknownAccount', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'InvalidAmount', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'CurrencyMismatch', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'PeriodClosed', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'AccountClosed', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'AccountFrozen', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'InsufficientFunds', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null, readonly accountId: string, readonly available: { readonly amount: string, readonly currency: string }, readonly requested: { readonly amount: string, readonly currency: string } }
   };

export type ExchangeMutationVariables = Exact<{
  input: ExchangeInput;
}>;


export type ExchangeMutation = { readonly exchange:
    | { readonly __typename: 'ExchangeSuccess', readonly exchange: { readonly rate: string, readonly base: string, readonly quote: string, readonly sold: { readonly amount: string, readonly currency: string }, readonly bought: { readonly amount: string, readonly currency: string }, readonly spread: { readonly amount: string, readonly currency: string } }, readonly transaction: { readonly id: string, readonly effectiveAt: string, readonly recordedAt: string, readonly postings: ReadonlyArray<{ readonly direction: Direction, readonly account: { readonly id: string, readonly code: string }, readonly amount: { readonly amount: string, readonly currency: string } }> } }
    | { readonly __typename: 'IdempotencyConflict', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'UnknownLedger', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'UnknownAccount', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'InvalidAmount', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'CurrencyMismatch', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'SameCurrency', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'RateUnavailable', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null, readonly base: string, readonly quote: string }
    | { readonly __typename: 'AccountCodeTaken', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'PeriodClosed', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'AccountClosed', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'AccountFrozen', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'InsufficientFunds', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null, readonly accountId: string, readonly available: { readonly amount: string, readonly currency: string }, readonly requested: { readonly amount: string, readonly currency: string } }
   };

export type FreezeAccountMutationVariables = Exact<{
  input: FreezeAccountInput;
}>;


export type FreezeAccountMutation = { readonly freezeAccount:
    | { readonly __typename: 'FreezeAccountSuccess', readonly account: { readonly id: string, readonly status: AccountStatus } }
    | { readonly __typename: 'IdempotencyConflict', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'UnknownAccount', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'AccountClosed', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'AccountFrozen', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
   };

export type FxRateQueryVariables = Exact<{
  ledgerId: string;
  base: string;
  quote: string;
  at?: AsOfInput | null | undefined;
}>;


export type FxRateQuery = { readonly fxRate: { readonly id: string, readonly rate: string, readonly source: string | null, readonly effectiveAt: string, readonly effectiveTo: string | null, readonly recordedAt: string } | null };

export type FxRatesQueryVariables = Exact<{
  ledgerId: string;
  filter?: FxRateFilter | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type FxRatesQuery = { readonly fxRates: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly base: string, readonly quote: string, readonly rate: string, readonly source: string | null, readonly effectiveAt: string, readonly effectiveTo: string | null, readonly recordedAt: string, readonly recordedTo: string | null }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } };

export type HoldChangedSubscriptionVariables = Exact<{
  ledgerId?: string | null | undefined;
  accountId?: string | null | undefined;
  after?: string | null | undefined;
}>;


export type HoldChangedSubscription = { readonly holdChanged: { readonly cursor: string, readonly occurredAt: string, readonly status: HoldStatus, readonly amount: { readonly amount: string, readonly currency: string }, readonly captured: { readonly amount: string, readonly currency: string }, readonly remaining: { readonly amount: string, readonly currency: string }, readonly transaction: { readonly id: string } | null, readonly hold: { readonly id: string, readonly reference: string | null } } };

export type ImportStatementMutationVariables = Exact<{
  input: ImportStatementInput;
}>;


export type ImportStatementMutation = { readonly importStatement:
    | { readonly __typename: 'ImportStatementSuccess', readonly reconciliation: { readonly id: string, readonly status: ReconciliationStatus, readonly lineCount: number, readonly matchedCount: number, readonly breakCount: number } }
    | { readonly __typename: 'IdempotencyConflict', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'UnknownAccount', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'InvalidAmount', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'CurrencyMismatch', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
   };

export type MoveCashMutationVariables = Exact<{
  input: MoveCashInput;
}>;


export type MoveCashMutation = { readonly moveCash:
    | { readonly __typename: 'MoveCashSuccess', readonly transaction: { readonly id: string, readonly effectiveAt: string, readonly recordedAt: string }, readonly from: { readonly id: string, readonly name: string, readonly account: { readonly balance: { readonly posted: { readonly amount: string, readonly currency: string } } } }, readonly to: { readonly id: string, readonly name: string, readonly account: { readonly balance: { readonly posted: { readonly amount: string, readonly currency: string } } } } }
    | { readonly __typename: 'IdempotencyConflict', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'UnknownCashPoint', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'InvalidAmount', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'CurrencyMismatch', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'PeriodClosed', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'AccountClosed', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'AccountFrozen', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'InsufficientFunds', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null, readonly accountId: string, readonly available: { readonly amount: string, readonly currency: string }, readonly requested: { readonly amount: string, readonly currency: string } }
   };

export type OpenAccountMutationVariables = Exact<{
  input: OpenAccountInput;
}>;


export type OpenAccountMutation = { readonly openAccount:
    | { readonly __typename: 'OpenAccountSuccess', readonly account: { readonly id: string, readonly code: string, readonly name: string, readonly type: AccountType, readonly normalSide: Direction, readonly currency: string, readonly status: AccountStatus } }
    | { readonly __typename: 'IdempotencyConflict', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'UnknownLedger', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'UnknownAccount', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'InvalidAmount', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'CurrencyMismatch', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'AccountCodeTaken', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
   };

export type OpenCashPointMutationVariables = Exact<{
  input: OpenCashPointInput;
}>;


export type OpenCashPointMutation = { readonly openCashPoint:
    | { readonly __typename: 'OpenCashPointSuccess', readonly cashPoint: { readonly id: string, readonly name: string, readonly kind: CashPointKind, readonly currency: string, readonly account: { readonly id: string, readonly code: string } } }
    | { readonly __typename: 'IdempotencyConflict', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'UnknownLedger', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'InvalidAmount', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'AccountCodeTaken', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
   };

export type OpenLedgerMutationVariables = Exact<{
  input: OpenLedgerInput;
}>;


export type OpenLedgerMutation = { readonly openLedger:
    | { readonly __typename: 'OpenLedgerSuccess', readonly ledger: { readonly id: string, readonly name: string, readonly openedAt: string } }
    | { readonly __typename: 'IdempotencyConflict', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
   };

export type OverridesQueryVariables = Exact<{
  tenantId?: string | null | undefined;
  filter?: OverrideFilter | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type OverridesQuery = { readonly overrides: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly policyId: string, readonly limit: string, readonly burst: string | null, readonly from: string, readonly until: string, readonly reason: string, readonly status: OverrideStatus, readonly requestedBy: string, readonly approvedBy: string | null, readonly subject: { readonly kind: SubjectKind, readonly id: string }, readonly history: { readonly nodes: ReadonlyArray<{ readonly type: string, readonly recordedAt: string, readonly actor: string }> } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } };

export type PaymentQueryVariables = Exact<{
  id: string;
}>;


export type PaymentQuery = { readonly payment: { readonly id: string, readonly status: PaymentStatus, readonly declineCode: string | null, readonly amount: { readonly amount: string, readonly currency: string }, readonly capturedAmount: { readonly amount: string, readonly currency: string }, readonly settlement: { readonly status: SettlementStatus, readonly settledAt: string | null, readonly refusalCode: string | null }, readonly ledgerTransaction: { readonly id: string, readonly recordedAt: string, readonly postings: ReadonlyArray<{ readonly direction: Direction, readonly account: { readonly code: string }, readonly amount: { readonly amount: string, readonly currency: string } }> } | null } | null };

export type PlaceHoldMutationVariables = Exact<{
  input: PlaceHoldInput;
}>;


export type PlaceHoldMutation = { readonly placeHold:
    | { readonly __typename: 'PlaceHoldSuccess', readonly hold: { readonly id: string, readonly status: HoldStatus, readonly expiresAt: string, readonly remaining: { readonly amount: string, readonly currency: string } } }
    | { readonly __typename: 'IdempotencyConflict', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'UnknownLedger', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'UnknownAccount', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'InvalidAmount', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'CurrencyMismatch', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'AccountClosed', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'AccountFrozen', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'InsufficientFunds', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null, readonly available: { readonly amount: string, readonly currency: string }, readonly requested: { readonly amount: string, readonly currency: string } }
    | { readonly __typename: 'HoldExpired', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
   };

export type PoliciesQueryVariables = Exact<{
  tenantId?: string | null | undefined;
  filter?: PolicyFilter | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type PoliciesQuery = { readonly policies: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly name: string, readonly resource: string, readonly algorithm: QuotaAlgorithm, readonly limit: string, readonly periodMs: string | null, readonly burst: string | null, readonly unit: QuotaUnit, readonly mode: PolicyMode, readonly nearLimitRatio: number, readonly failMode: FailMode, readonly subject: { readonly kind: SubjectKind, readonly pattern: string }, readonly calendar: { readonly unit: CalendarUnit, readonly timeZone: string, readonly startDay: number, readonly rollover: string } | null }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } };

export type PostTransactionMutationVariables = Exact<{
  input: PostTransactionInput;
}>;


export type PostTransactionMutation = { readonly postTransaction:
    | { readonly __typename: 'PostTransactionSuccess', readonly transaction: { readonly id: string, readonly effectiveAt: string, readonly recordedAt: string, readonly description: string | null, readonly reference: string | null, readonly postings: ReadonlyArray<{ readonly direction: Direction, readonly account: { readonly id: string, readonly code: string }, readonly amount: { readonly amount: string, readonly currency: string } }> } }
    | { readonly __typename: 'IdempotencyConflict', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'UnknownLedger', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'UnknownAccount', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'InvalidAmount', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'UnbalancedTransaction', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null, readonly currency: string, readonly difference: { readonly amount: string, readonly currency: string } }
    | { readonly __typename: 'CurrencyMismatch', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'PeriodClosed', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'AccountClosed', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'AccountFrozen', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'InsufficientFunds', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null, readonly accountId: string, readonly available: { readonly amount: string, readonly currency: string }, readonly requested: { readonly amount: string, readonly currency: string } }
   };

export type PostTransactionsMutationVariables = Exact<{
  input: PostTransactionsInput;
}>;


export type PostTransactionsMutation = { readonly postTransactions:
    | { readonly __typename: 'PostTransactionsSuccess', readonly results: ReadonlyArray<
        | { readonly __typename: 'PostTransactionSuccess', readonly transaction: { readonly id: string, readonly recordedAt: string } }
        | { readonly __typename: 'IdempotencyConflict', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
        | { readonly __typename: 'UnknownLedger', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
        | { readonly __typename: 'UnknownAccount', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
        | { readonly __typename: 'InvalidAmount', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
        | { readonly __typename: 'UnbalancedTransaction', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
        | { readonly __typename: 'CurrencyMismatch', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
        | { readonly __typename: 'PeriodClosed', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
        | { readonly __typename: 'AccountClosed', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
        | { readonly __typename: 'AccountFrozen', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
        | { readonly __typename: 'InsufficientFunds', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
      > }
    | { readonly __typename: 'IdempotencyConflict', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'UnknownLedger', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'UnknownAccount', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'InvalidAmount', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'UnbalancedTransaction', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'CurrencyMismatch', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'PeriodClosed', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'AccountClosed', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'AccountFrozen', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'InsufficientFunds', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
   };

export type QuotaQueryVariables = Exact<{
  subject: SubjectInput;
  resource: string;
  tenantId?: string | null | undefined;
}>;


export type QuotaQuery = { readonly quota: { readonly limit: string | null, readonly remaining: string | null, readonly resetAt: string | null, readonly policies: ReadonlyArray<{ readonly limit: string, readonly capacity: string, readonly remaining: string, readonly resetAt: string, readonly overrideId: string | null, readonly policy: { readonly name: string, readonly mode: PolicyMode } }> } };

export type QuotaThresholdCrossedSubscriptionVariables = Exact<{
  subjectKind?: SubjectKind | null | undefined;
  subjectId?: string | null | undefined;
  resource?: string | null | undefined;
  after?: string | null | undefined;
}>;


export type QuotaThresholdCrossedSubscription = { readonly quotaThresholdCrossed: { readonly cursor: string, readonly occurredAt: string, readonly policyName: string, readonly subjectKind: SubjectKind, readonly subjectId: string, readonly resource: string, readonly level: QuotaThreshold, readonly mode: PolicyMode, readonly limit: string, readonly remaining: string } };

export type ReconciliationQueryVariables = Exact<{
  id: string;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type ReconciliationQuery = { readonly reconciliation: { readonly id: string, readonly status: ReconciliationStatus, readonly lineCount: number, readonly matchedCount: number, readonly breakCount: number, readonly asOf: { readonly effectiveAt: string, readonly recordedAt: string }, readonly breaks: { readonly nodes: ReadonlyArray<{ readonly reason: BreakReason, readonly line: { readonly number: number, readonly reference: string | null, readonly date: string, readonly amount: { readonly amount: string, readonly currency: string } } | null, readonly transaction: { readonly id: string, readonly reference: string | null, readonly effectiveAt: string } | null, readonly difference: { readonly amount: string, readonly currency: string } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } } | null };

export type RejectOverrideMutationVariables = Exact<{
  input: RejectOverrideInput;
}>;


export type RejectOverrideMutation = { readonly rejectOverride:
    | { readonly __typename: 'RejectOverrideSuccess', readonly override: { readonly id: string, readonly status: OverrideStatus, readonly from: string, readonly until: string } }
    | { readonly __typename: 'IdempotencyConflict', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'UnknownOverride', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'InvalidOverrideState', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
   };

export type ReleaseHoldMutationVariables = Exact<{
  input: ReleaseHoldInput;
}>;


export type ReleaseHoldMutation = { readonly releaseHold:
    | { readonly __typename: 'ReleaseHoldSuccess', readonly hold: { readonly id: string, readonly status: HoldStatus } }
    | { readonly __typename: 'IdempotencyConflict', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'UnknownHold', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'HoldExpired', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'HoldAlreadySettled', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
   };

export type ReopenAccountMutationVariables = Exact<{
  input: ReopenAccountInput;
}>;


export type ReopenAccountMutation = { readonly reopenAccount:
    | { readonly __typename: 'ReopenAccountSuccess', readonly account: { readonly id: string, readonly status: AccountStatus } }
    | { readonly __typename: 'IdempotencyConflict', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'UnknownAccount', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'AccountFrozen', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
   };

export type ReopenPeriodMutationVariables = Exact<{
  input: ReopenPeriodInput;
}>;


export type ReopenPeriodMutation = { readonly reopenPeriod:
    | { readonly __typename: 'ReopenPeriodSuccess', readonly period: { readonly closedThrough: string | null } }
    | { readonly __typename: 'IdempotencyConflict', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'UnknownLedger', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
   };

export type RequestOverrideMutationVariables = Exact<{
  input: RequestOverrideInput;
}>;


export type RequestOverrideMutation = { readonly requestOverride:
    | { readonly __typename: 'RequestOverrideSuccess', readonly override: { readonly id: string, readonly status: OverrideStatus, readonly from: string, readonly until: string } }
    | { readonly __typename: 'IdempotencyConflict', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'UnknownPolicy', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'InvalidOverride', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
   };

export type ResetUsageMutationVariables = Exact<{
  input: ResetUsageInput;
}>;


export type ResetUsageMutation = { readonly resetUsage:
    | { readonly __typename: 'ResetUsageSuccess', readonly policyId: string }
    | { readonly __typename: 'IdempotencyConflict', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'UnknownPolicy', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
   };

export type ReverseTransactionMutationVariables = Exact<{
  input: ReverseTransactionInput;
}>;


export type ReverseTransactionMutation = { readonly reverseTransaction:
    | { readonly __typename: 'ReverseTransactionSuccess', readonly transaction: { readonly id: string, readonly effectiveAt: string, readonly recordedAt: string, readonly reverses: { readonly id: string } | null } }
    | { readonly __typename: 'IdempotencyConflict', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'UnknownTransaction', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'InvalidAmount', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'PeriodClosed', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'AccountClosed', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'AccountFrozen', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'InsufficientFunds', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'AlreadyReversed', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null, readonly by: string }
   };

export type RevokeOverrideMutationVariables = Exact<{
  input: RevokeOverrideInput;
}>;


export type RevokeOverrideMutation = { readonly revokeOverride:
    | { readonly __typename: 'RevokeOverrideSuccess', readonly override: { readonly id: string, readonly status: OverrideStatus, readonly from: string, readonly until: string } }
    | { readonly __typename: 'IdempotencyConflict', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'UnknownOverride', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'InvalidOverrideState', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
   };

export type SetFxRateMutationVariables = Exact<{
  input: SetFxRateInput;
}>;


export type SetFxRateMutation = { readonly setFxRate:
    | { readonly __typename: 'SetFxRateSuccess', readonly fxRate: { readonly id: string, readonly base: string, readonly quote: string, readonly rate: string, readonly effectiveAt: string, readonly recordedAt: string } }
    | { readonly __typename: 'IdempotencyConflict', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'UnknownLedger', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'InvalidAmount', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'SameCurrency', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
   };

export type StatementQueryVariables = Exact<{
  accountId: string;
  from: string;
  to: string;
  at?: AsOfInput | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type StatementQuery = { readonly account: { readonly id: string, readonly code: string, readonly statement: { readonly asOf: { readonly effectiveAt: string, readonly recordedAt: string }, readonly opening: { readonly amount: string, readonly currency: string }, readonly lines: { readonly nodes: ReadonlyArray<{ readonly direction: Direction, readonly transaction: { readonly id: string, readonly effectiveAt: string, readonly description: string | null, readonly reference: string | null }, readonly amount: { readonly amount: string, readonly currency: string }, readonly balance: { readonly amount: string, readonly currency: string } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } }, readonly closing: { readonly amount: string, readonly currency: string } } } | null };

export type TransactionPostedSubscriptionVariables = Exact<{
  ledgerId?: string | null | undefined;
  accountId?: string | null | undefined;
  after?: string | null | undefined;
}>;


export type TransactionPostedSubscription = { readonly transactionPosted: { readonly cursor: string, readonly occurredAt: string, readonly transaction: { readonly id: string, readonly description: string | null, readonly payment: { readonly id: string } | null } } };

export type TransactionsQueryVariables = Exact<{
  ledgerId: string;
  filter?: TransactionFilter | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type TransactionsQuery = { readonly transactions: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly effectiveAt: string, readonly recordedAt: string, readonly description: string | null, readonly reference: string | null, readonly payment: { readonly id: string } | null }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } };

export type TrialBalanceQueryVariables = Exact<{
  ledgerId: string;
  at?: AsOfInput | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type TrialBalanceQuery = { readonly trialBalance: { readonly asOf: { readonly effectiveAt: string, readonly recordedAt: string }, readonly currencies: ReadonlyArray<{ readonly currency: string, readonly debits: { readonly amount: string }, readonly credits: { readonly amount: string } }>, readonly accounts: { readonly nodes: ReadonlyArray<{ readonly account: { readonly id: string, readonly code: string, readonly name: string }, readonly debits: { readonly amount: string, readonly currency: string }, readonly credits: { readonly amount: string, readonly currency: string }, readonly balance: { readonly amount: string, readonly currency: string } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } } };

export type UnfreezeAccountMutationVariables = Exact<{
  input: UnfreezeAccountInput;
}>;


export type UnfreezeAccountMutation = { readonly unfreezeAccount:
    | { readonly __typename: 'UnfreezeAccountSuccess', readonly account: { readonly id: string, readonly status: AccountStatus } }
    | { readonly __typename: 'IdempotencyConflict', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'UnknownAccount', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'AccountClosed', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
   };

export type UpsertPolicyMutationVariables = Exact<{
  input: UpsertPolicyInput;
}>;


export type UpsertPolicyMutation = { readonly upsertPolicy:
    | { readonly __typename: 'UpsertPolicySuccess', readonly policy: { readonly id: string, readonly name: string, readonly updatedAt: string } }
    | { readonly __typename: 'IdempotencyConflict', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'InvalidPolicy', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'TooManyPolicies', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
   };

export type UsageQueryVariables = Exact<{
  subject: SubjectInput;
  resource: string;
  from: string;
  to: string;
  bucket?: UsageBucketLength;
  tenantId?: string | null | undefined;
}>;


export type UsageQuery = { readonly usage: ReadonlyArray<{ readonly start: string, readonly admitted: string, readonly refused: string, readonly shadowRefused: string }> };

export type VerifyAuditTrailQueryVariables = Exact<{
  ledgerId: string;
  after?: string | null | undefined;
}>;


export type VerifyAuditTrailQuery = { readonly verifyAuditTrail: { readonly ok: boolean, readonly checked: number, readonly verifiedThrough: string | null, readonly complete: boolean, readonly endCursor: string | null, readonly firstFault: { readonly record: string | null, readonly version: number | null, readonly seq: number | null, readonly reason: AuditFaultReason, readonly message: string } | null } };

export type WithdrawCashMutationVariables = Exact<{
  input: WithdrawCashInput;
}>;


export type WithdrawCashMutation = { readonly withdrawCash:
    | { readonly __typename: 'WithdrawCashSuccess', readonly transaction: { readonly id: string, readonly effectiveAt: string, readonly recordedAt: string }, readonly cashPoint: { readonly id: string, readonly name: string, readonly account: { readonly balance: { readonly posted: { readonly amount: string, readonly currency: string } } } } }
    | { readonly __typename: 'IdempotencyConflict', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'UnknownCashPoint', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'UnknownAccount', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'InvalidAmount', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'CurrencyMismatch', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'PeriodClosed', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'AccountClosed', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'AccountFrozen', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'InsufficientFunds', readonly message: string, readonly code: string, readonly path: ReadonlyArray<string> | null, readonly accountId: string, readonly available: { readonly amount: string, readonly currency: string }, readonly requested: { readonly amount: string, readonly currency: string } }
   };


export const AccountBalanceDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"AccountBalance"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"at"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"AsOfInput"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"account"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}},{"kind":"Field","name":{"kind":"Name","value":"balance"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"at"},"value":{"kind":"Variable","name":{"kind":"Name","value":"at"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"posted"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"minor"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"available"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"minor"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"asOf"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"effectiveAt"}},{"kind":"Field","name":{"kind":"Name","value":"recordedAt"}}]}}]}}]}}]}}]} as unknown as DocumentNode<AccountBalanceQuery, AccountBalanceQueryVariables>;
export const AccountsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Accounts"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"ledgerId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"AccountFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Cursor"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"accounts"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"ledgerId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"ledgerId"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"balance"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"posted"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"minor"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<AccountsQuery, AccountsQueryVariables>;
export const ApproveOverrideDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ApproveOverride"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ApproveOverrideInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"approveOverride"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ApproveOverrideSuccess"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"override"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"from"}},{"kind":"Field","name":{"kind":"Name","value":"until"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Error"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}}]} as unknown as DocumentNode<ApproveOverrideMutation, ApproveOverrideMutationVariables>;
export const AuditTrailDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"AuditTrail"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"ledgerId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Cursor"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"auditTrail"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"ledgerId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"ledgerId"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"seq"}},{"kind":"Field","name":{"kind":"Name","value":"record"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"effectiveAt"}},{"kind":"Field","name":{"kind":"Name","value":"recordedAt"}},{"kind":"Field","name":{"kind":"Name","value":"actor"}},{"kind":"Field","name":{"kind":"Name","value":"data"}},{"kind":"Field","name":{"kind":"Name","value":"hash"}},{"kind":"Field","name":{"kind":"Name","value":"previousHash"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<AuditTrailQuery, AuditTrailQueryVariables>;
export const BalanceChangedDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"BalanceChanged"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"accountId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Cursor"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"balanceChanged"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"accountId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"accountId"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"occurredAt"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"posted"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"available"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"account"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}}]}}]} as unknown as DocumentNode<BalanceChangedSubscription, BalanceChangedSubscriptionVariables>;
export const CaptureHoldDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CaptureHold"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CaptureHoldInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"captureHold"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"CaptureHoldSuccess"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hold"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"remaining"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"transaction"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"recordedAt"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Error"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"HoldAmountExceeded"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"remaining"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]}}]}}]}}]} as unknown as DocumentNode<CaptureHoldMutation, CaptureHoldMutationVariables>;
export const CapturePaymentDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CapturePayment"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CapturePaymentInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"capturePayment"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"CapturePaymentSuccess"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"payment"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"capturedAmount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Error"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"InvalidPaymentState"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"status"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"CaptureAmountExceeded"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"capturable"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]}}]}}]}}]} as unknown as DocumentNode<CapturePaymentMutation, CapturePaymentMutationVariables>;
export const CashCountsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"CashCounts"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"cashPointId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Cursor"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cashPoint"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"cashPointId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"counts"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"expected"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"counted"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"difference"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"countedAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]}}]} as unknown as DocumentNode<CashCountsQuery, CashCountsQueryVariables>;
export const CashPointsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"CashPoints"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"ledgerId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Cursor"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cashPoints"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"ledgerId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"ledgerId"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}},{"kind":"Field","name":{"kind":"Name","value":"account"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"balance"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"posted"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<CashPointsQuery, CashPointsQueryVariables>;
export const ChartOfAccountsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ChartOfAccounts"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"ledgerId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Cursor"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"ledger"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"ledgerId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"accounts"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"ledgerId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"ledgerId"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"overdraftFloor"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"parent"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<ChartOfAccountsQuery, ChartOfAccountsQueryVariables>;
export const CloseAccountDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CloseAccount"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CloseAccountInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"closeAccount"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"CloseAccountSuccess"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"account"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Error"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}}]} as unknown as DocumentNode<CloseAccountMutation, CloseAccountMutationVariables>;
export const ClosePeriodDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ClosePeriod"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ClosePeriodInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"closePeriod"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ClosePeriodSuccess"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"period"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"closedThrough"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Error"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PeriodClosed"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"closedThrough"}}]}}]}}]}}]} as unknown as DocumentNode<ClosePeriodMutation, ClosePeriodMutationVariables>;
export const ConfirmPaymentDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ConfirmPayment"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ConfirmPaymentInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"confirmPayment"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ConfirmPaymentSuccess"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"payment"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"declineCode"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Error"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"InvalidPaymentState"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"status"}}]}}]}}]}}]} as unknown as DocumentNode<ConfirmPaymentMutation, ConfirmPaymentMutationVariables>;
export const ConsumeDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"Consume"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ConsumeInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"consume"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ConsumeSuccess"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"quota"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"limit"}},{"kind":"Field","name":{"kind":"Name","value":"remaining"}},{"kind":"Field","name":{"kind":"Name","value":"resetAt"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"QuotaExceeded"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"policy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"limit"}},{"kind":"Field","name":{"kind":"Name","value":"remaining"}},{"kind":"Field","name":{"kind":"Name","value":"retryAfterMs"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"QuotaNotHeld"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"held"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Error"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}}]} as unknown as DocumentNode<ConsumeMutation, ConsumeMutationVariables>;
export const CountCashDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CountCash"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CountCashInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"countCash"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"CountCashSuccess"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"count"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"expected"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"counted"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"difference"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"countedAt"}},{"kind":"Field","name":{"kind":"Name","value":"transaction"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Error"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}}]} as unknown as DocumentNode<CountCashMutation, CountCashMutationVariables>;
export const CreatePaymentDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CreatePayment"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CreatePaymentInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"createPayment"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"CreatePaymentSuccess"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"payment"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"declineCode"}},{"kind":"Field","name":{"kind":"Name","value":"amount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Error"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}}]} as unknown as DocumentNode<CreatePaymentMutation, CreatePaymentMutationVariables>;
export const DeletePolicyDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"DeletePolicy"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DeletePolicyInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deletePolicy"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DeletePolicySuccess"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"policyId"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Error"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}}]} as unknown as DocumentNode<DeletePolicyMutation, DeletePolicyMutationVariables>;
export const DepositCashDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"DepositCash"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DepositCashInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"depositCash"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DepositCashSuccess"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"transaction"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"effectiveAt"}},{"kind":"Field","name":{"kind":"Name","value":"recordedAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"cashPoint"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"account"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"balance"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"posted"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]}}]}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Error"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"InsufficientFunds"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"accountId"}},{"kind":"Field","name":{"kind":"Name","value":"available"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"requested"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]}}]}}]}}]} as unknown as DocumentNode<DepositCashMutation, DepositCashMutationVariables>;
export const ExchangeDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"Exchange"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ExchangeInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"exchange"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ExchangeSuccess"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"exchange"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sold"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"bought"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"spread"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"rate"}},{"kind":"Field","name":{"kind":"Name","value":"base"}},{"kind":"Field","name":{"kind":"Name","value":"quote"}}]}},{"kind":"Field","name":{"kind":"Name","value":"transaction"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"effectiveAt"}},{"kind":"Field","name":{"kind":"Name","value":"recordedAt"}},{"kind":"Field","name":{"kind":"Name","value":"postings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"account"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"code"}}]}},{"kind":"Field","name":{"kind":"Name","value":"direction"}},{"kind":"Field","name":{"kind":"Name","value":"amount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Error"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RateUnavailable"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"base"}},{"kind":"Field","name":{"kind":"Name","value":"quote"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"InsufficientFunds"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"accountId"}},{"kind":"Field","name":{"kind":"Name","value":"available"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"requested"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]}}]}}]}}]} as unknown as DocumentNode<ExchangeMutation, ExchangeMutationVariables>;
export const FreezeAccountDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"FreezeAccount"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"FreezeAccountInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"freezeAccount"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"FreezeAccountSuccess"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"account"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Error"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}}]} as unknown as DocumentNode<FreezeAccountMutation, FreezeAccountMutationVariables>;
export const FxRateDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"FxRate"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"ledgerId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"base"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"quote"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"at"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"AsOfInput"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"fxRate"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"ledgerId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"ledgerId"}}},{"kind":"Argument","name":{"kind":"Name","value":"base"},"value":{"kind":"Variable","name":{"kind":"Name","value":"base"}}},{"kind":"Argument","name":{"kind":"Name","value":"quote"},"value":{"kind":"Variable","name":{"kind":"Name","value":"quote"}}},{"kind":"Argument","name":{"kind":"Name","value":"at"},"value":{"kind":"Variable","name":{"kind":"Name","value":"at"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"rate"}},{"kind":"Field","name":{"kind":"Name","value":"source"}},{"kind":"Field","name":{"kind":"Name","value":"effectiveAt"}},{"kind":"Field","name":{"kind":"Name","value":"effectiveTo"}},{"kind":"Field","name":{"kind":"Name","value":"recordedAt"}}]}}]}}]} as unknown as DocumentNode<FxRateQuery, FxRateQueryVariables>;
export const FxRatesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"FxRates"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"ledgerId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"FxRateFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Cursor"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"fxRates"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"ledgerId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"ledgerId"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"base"}},{"kind":"Field","name":{"kind":"Name","value":"quote"}},{"kind":"Field","name":{"kind":"Name","value":"rate"}},{"kind":"Field","name":{"kind":"Name","value":"source"}},{"kind":"Field","name":{"kind":"Name","value":"effectiveAt"}},{"kind":"Field","name":{"kind":"Name","value":"effectiveTo"}},{"kind":"Field","name":{"kind":"Name","value":"recordedAt"}},{"kind":"Field","name":{"kind":"Name","value":"recordedTo"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<FxRatesQuery, FxRatesQueryVariables>;
export const HoldChangedDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"HoldChanged"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"ledgerId"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"accountId"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Cursor"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"holdChanged"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"ledgerId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"ledgerId"}}},{"kind":"Argument","name":{"kind":"Name","value":"accountId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"accountId"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"occurredAt"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"amount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"captured"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"remaining"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"transaction"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"hold"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"reference"}}]}}]}}]}}]} as unknown as DocumentNode<HoldChangedSubscription, HoldChangedSubscriptionVariables>;
export const ImportStatementDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ImportStatement"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ImportStatementInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"importStatement"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ImportStatementSuccess"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reconciliation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"lineCount"}},{"kind":"Field","name":{"kind":"Name","value":"matchedCount"}},{"kind":"Field","name":{"kind":"Name","value":"breakCount"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Error"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}}]} as unknown as DocumentNode<ImportStatementMutation, ImportStatementMutationVariables>;
export const MoveCashDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"MoveCash"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"MoveCashInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"moveCash"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MoveCashSuccess"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"transaction"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"effectiveAt"}},{"kind":"Field","name":{"kind":"Name","value":"recordedAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"from"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"account"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"balance"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"posted"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"to"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"account"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"balance"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"posted"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]}}]}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Error"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"InsufficientFunds"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"accountId"}},{"kind":"Field","name":{"kind":"Name","value":"available"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"requested"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]}}]}}]}}]} as unknown as DocumentNode<MoveCashMutation, MoveCashMutationVariables>;
export const OpenAccountDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"OpenAccount"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"OpenAccountInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"openAccount"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"OpenAccountSuccess"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"account"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"normalSide"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Error"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}}]} as unknown as DocumentNode<OpenAccountMutation, OpenAccountMutationVariables>;
export const OpenCashPointDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"OpenCashPoint"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"OpenCashPointInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"openCashPoint"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"OpenCashPointSuccess"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cashPoint"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}},{"kind":"Field","name":{"kind":"Name","value":"account"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Error"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}}]} as unknown as DocumentNode<OpenCashPointMutation, OpenCashPointMutationVariables>;
export const OpenLedgerDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"OpenLedger"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"OpenLedgerInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"openLedger"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"OpenLedgerSuccess"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"ledger"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"openedAt"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Error"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}}]} as unknown as DocumentNode<OpenLedgerMutation, OpenLedgerMutationVariables>;
export const OverridesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Overrides"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"tenantId"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"OverrideFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"20"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Cursor"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"overrides"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"tenantId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"tenantId"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"policyId"}},{"kind":"Field","name":{"kind":"Name","value":"subject"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"limit"}},{"kind":"Field","name":{"kind":"Name","value":"burst"}},{"kind":"Field","name":{"kind":"Name","value":"from"}},{"kind":"Field","name":{"kind":"Name","value":"until"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"requestedBy"}},{"kind":"Field","name":{"kind":"Name","value":"approvedBy"}},{"kind":"Field","name":{"kind":"Name","value":"history"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"recordedAt"}},{"kind":"Field","name":{"kind":"Name","value":"actor"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<OverridesQuery, OverridesQueryVariables>;
export const PaymentDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Payment"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"payment"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"amount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"capturedAmount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"declineCode"}},{"kind":"Field","name":{"kind":"Name","value":"settlement"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"settledAt"}},{"kind":"Field","name":{"kind":"Name","value":"refusalCode"}}]}},{"kind":"Field","name":{"kind":"Name","value":"ledgerTransaction"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"recordedAt"}},{"kind":"Field","name":{"kind":"Name","value":"postings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"account"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}}]}},{"kind":"Field","name":{"kind":"Name","value":"direction"}},{"kind":"Field","name":{"kind":"Name","value":"amount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<PaymentQuery, PaymentQueryVariables>;
export const PlaceHoldDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"PlaceHold"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"PlaceHoldInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"placeHold"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PlaceHoldSuccess"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hold"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"remaining"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Error"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"InsufficientFunds"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"available"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"requested"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]}}]}}]}}]} as unknown as DocumentNode<PlaceHoldMutation, PlaceHoldMutationVariables>;
export const PoliciesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Policies"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"tenantId"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"PolicyFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"20"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Cursor"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"policies"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"tenantId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"tenantId"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"subject"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"pattern"}}]}},{"kind":"Field","name":{"kind":"Name","value":"resource"}},{"kind":"Field","name":{"kind":"Name","value":"algorithm"}},{"kind":"Field","name":{"kind":"Name","value":"limit"}},{"kind":"Field","name":{"kind":"Name","value":"periodMs"}},{"kind":"Field","name":{"kind":"Name","value":"burst"}},{"kind":"Field","name":{"kind":"Name","value":"calendar"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"unit"}},{"kind":"Field","name":{"kind":"Name","value":"timeZone"}},{"kind":"Field","name":{"kind":"Name","value":"startDay"}},{"kind":"Field","name":{"kind":"Name","value":"rollover"}}]}},{"kind":"Field","name":{"kind":"Name","value":"unit"}},{"kind":"Field","name":{"kind":"Name","value":"mode"}},{"kind":"Field","name":{"kind":"Name","value":"nearLimitRatio"}},{"kind":"Field","name":{"kind":"Name","value":"failMode"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<PoliciesQuery, PoliciesQueryVariables>;
export const PostTransactionDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"PostTransaction"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"PostTransactionInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"postTransaction"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PostTransactionSuccess"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"transaction"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"effectiveAt"}},{"kind":"Field","name":{"kind":"Name","value":"recordedAt"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"reference"}},{"kind":"Field","name":{"kind":"Name","value":"postings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"account"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"code"}}]}},{"kind":"Field","name":{"kind":"Name","value":"direction"}},{"kind":"Field","name":{"kind":"Name","value":"amount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Error"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UnbalancedTransaction"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"currency"}},{"kind":"Field","name":{"kind":"Name","value":"difference"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"InsufficientFunds"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"accountId"}},{"kind":"Field","name":{"kind":"Name","value":"available"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"requested"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]}}]}}]}}]} as unknown as DocumentNode<PostTransactionMutation, PostTransactionMutationVariables>;
export const PostTransactionsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"PostTransactions"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"PostTransactionsInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"postTransactions"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PostTransactionsSuccess"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"results"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PostTransactionSuccess"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"transaction"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"recordedAt"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Error"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Error"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}}]} as unknown as DocumentNode<PostTransactionsMutation, PostTransactionsMutationVariables>;
export const QuotaDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Quota"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"subject"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"SubjectInput"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"resource"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"tenantId"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"quota"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"subject"},"value":{"kind":"Variable","name":{"kind":"Name","value":"subject"}}},{"kind":"Argument","name":{"kind":"Name","value":"resource"},"value":{"kind":"Variable","name":{"kind":"Name","value":"resource"}}},{"kind":"Argument","name":{"kind":"Name","value":"tenantId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"tenantId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"limit"}},{"kind":"Field","name":{"kind":"Name","value":"remaining"}},{"kind":"Field","name":{"kind":"Name","value":"resetAt"}},{"kind":"Field","name":{"kind":"Name","value":"policies"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"policy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"mode"}}]}},{"kind":"Field","name":{"kind":"Name","value":"limit"}},{"kind":"Field","name":{"kind":"Name","value":"capacity"}},{"kind":"Field","name":{"kind":"Name","value":"remaining"}},{"kind":"Field","name":{"kind":"Name","value":"resetAt"}},{"kind":"Field","name":{"kind":"Name","value":"overrideId"}}]}}]}}]}}]} as unknown as DocumentNode<QuotaQuery, QuotaQueryVariables>;
export const QuotaThresholdCrossedDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"QuotaThresholdCrossed"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"subjectKind"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"SubjectKind"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"subjectId"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"resource"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Cursor"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"quotaThresholdCrossed"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"subjectKind"},"value":{"kind":"Variable","name":{"kind":"Name","value":"subjectKind"}}},{"kind":"Argument","name":{"kind":"Name","value":"subjectId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"subjectId"}}},{"kind":"Argument","name":{"kind":"Name","value":"resource"},"value":{"kind":"Variable","name":{"kind":"Name","value":"resource"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"occurredAt"}},{"kind":"Field","name":{"kind":"Name","value":"policyName"}},{"kind":"Field","name":{"kind":"Name","value":"subjectKind"}},{"kind":"Field","name":{"kind":"Name","value":"subjectId"}},{"kind":"Field","name":{"kind":"Name","value":"resource"}},{"kind":"Field","name":{"kind":"Name","value":"level"}},{"kind":"Field","name":{"kind":"Name","value":"mode"}},{"kind":"Field","name":{"kind":"Name","value":"limit"}},{"kind":"Field","name":{"kind":"Name","value":"remaining"}}]}}]}}]} as unknown as DocumentNode<QuotaThresholdCrossedSubscription, QuotaThresholdCrossedSubscriptionVariables>;
export const ReconciliationDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Reconciliation"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Cursor"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reconciliation"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"lineCount"}},{"kind":"Field","name":{"kind":"Name","value":"matchedCount"}},{"kind":"Field","name":{"kind":"Name","value":"breakCount"}},{"kind":"Field","name":{"kind":"Name","value":"asOf"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"effectiveAt"}},{"kind":"Field","name":{"kind":"Name","value":"recordedAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"breaks"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"line"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"reference"}},{"kind":"Field","name":{"kind":"Name","value":"date"}},{"kind":"Field","name":{"kind":"Name","value":"amount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"transaction"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"reference"}},{"kind":"Field","name":{"kind":"Name","value":"effectiveAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"difference"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]}}]} as unknown as DocumentNode<ReconciliationQuery, ReconciliationQueryVariables>;
export const RejectOverrideDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RejectOverride"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RejectOverrideInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rejectOverride"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RejectOverrideSuccess"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"override"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"from"}},{"kind":"Field","name":{"kind":"Name","value":"until"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Error"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}}]} as unknown as DocumentNode<RejectOverrideMutation, RejectOverrideMutationVariables>;
export const ReleaseHoldDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ReleaseHold"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ReleaseHoldInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"releaseHold"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ReleaseHoldSuccess"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hold"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Error"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}}]} as unknown as DocumentNode<ReleaseHoldMutation, ReleaseHoldMutationVariables>;
export const ReopenAccountDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ReopenAccount"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ReopenAccountInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reopenAccount"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ReopenAccountSuccess"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"account"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Error"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}}]} as unknown as DocumentNode<ReopenAccountMutation, ReopenAccountMutationVariables>;
export const ReopenPeriodDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ReopenPeriod"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ReopenPeriodInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reopenPeriod"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ReopenPeriodSuccess"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"period"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"closedThrough"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Error"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}}]} as unknown as DocumentNode<ReopenPeriodMutation, ReopenPeriodMutationVariables>;
export const RequestOverrideDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RequestOverride"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RequestOverrideInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"requestOverride"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RequestOverrideSuccess"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"override"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"from"}},{"kind":"Field","name":{"kind":"Name","value":"until"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Error"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}}]} as unknown as DocumentNode<RequestOverrideMutation, RequestOverrideMutationVariables>;
export const ResetUsageDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ResetUsage"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ResetUsageInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"resetUsage"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ResetUsageSuccess"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"policyId"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Error"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}}]} as unknown as DocumentNode<ResetUsageMutation, ResetUsageMutationVariables>;
export const ReverseTransactionDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ReverseTransaction"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ReverseTransactionInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reverseTransaction"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ReverseTransactionSuccess"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"transaction"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"effectiveAt"}},{"kind":"Field","name":{"kind":"Name","value":"recordedAt"}},{"kind":"Field","name":{"kind":"Name","value":"reverses"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Error"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AlreadyReversed"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"by"}}]}}]}}]}}]} as unknown as DocumentNode<ReverseTransactionMutation, ReverseTransactionMutationVariables>;
export const RevokeOverrideDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RevokeOverride"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RevokeOverrideInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"revokeOverride"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RevokeOverrideSuccess"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"override"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"from"}},{"kind":"Field","name":{"kind":"Name","value":"until"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Error"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}}]} as unknown as DocumentNode<RevokeOverrideMutation, RevokeOverrideMutationVariables>;
export const SetFxRateDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SetFxRate"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"SetFxRateInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"setFxRate"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"SetFxRateSuccess"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"fxRate"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"base"}},{"kind":"Field","name":{"kind":"Name","value":"quote"}},{"kind":"Field","name":{"kind":"Name","value":"rate"}},{"kind":"Field","name":{"kind":"Name","value":"effectiveAt"}},{"kind":"Field","name":{"kind":"Name","value":"recordedAt"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Error"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}}]} as unknown as DocumentNode<SetFxRateMutation, SetFxRateMutationVariables>;
export const StatementDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Statement"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"accountId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"from"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DateTime"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"to"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DateTime"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"at"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"AsOfInput"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Cursor"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"account"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"accountId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"statement"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"from"},"value":{"kind":"Variable","name":{"kind":"Name","value":"from"}}},{"kind":"Argument","name":{"kind":"Name","value":"to"},"value":{"kind":"Variable","name":{"kind":"Name","value":"to"}}},{"kind":"Argument","name":{"kind":"Name","value":"at"},"value":{"kind":"Variable","name":{"kind":"Name","value":"at"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"asOf"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"effectiveAt"}},{"kind":"Field","name":{"kind":"Name","value":"recordedAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"opening"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"lines"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"transaction"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"effectiveAt"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"reference"}}]}},{"kind":"Field","name":{"kind":"Name","value":"direction"}},{"kind":"Field","name":{"kind":"Name","value":"amount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"balance"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"closing"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]}}]}}]}}]} as unknown as DocumentNode<StatementQuery, StatementQueryVariables>;
export const TransactionPostedDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"TransactionPosted"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"ledgerId"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"accountId"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Cursor"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"transactionPosted"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"ledgerId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"ledgerId"}}},{"kind":"Argument","name":{"kind":"Name","value":"accountId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"accountId"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"occurredAt"}},{"kind":"Field","name":{"kind":"Name","value":"transaction"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"payment"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]}}]}}]} as unknown as DocumentNode<TransactionPostedSubscription, TransactionPostedSubscriptionVariables>;
export const TransactionsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Transactions"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"ledgerId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"TransactionFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Cursor"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"transactions"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"ledgerId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"ledgerId"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"effectiveAt"}},{"kind":"Field","name":{"kind":"Name","value":"recordedAt"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"reference"}},{"kind":"Field","name":{"kind":"Name","value":"payment"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<TransactionsQuery, TransactionsQueryVariables>;
export const TrialBalanceDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"TrialBalance"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"ledgerId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"at"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"AsOfInput"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Cursor"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"trialBalance"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"ledgerId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"ledgerId"}}},{"kind":"Argument","name":{"kind":"Name","value":"at"},"value":{"kind":"Variable","name":{"kind":"Name","value":"at"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"asOf"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"effectiveAt"}},{"kind":"Field","name":{"kind":"Name","value":"recordedAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"currencies"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"currency"}},{"kind":"Field","name":{"kind":"Name","value":"debits"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}}]}},{"kind":"Field","name":{"kind":"Name","value":"credits"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"accounts"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"account"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"debits"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"credits"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"balance"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]}}]} as unknown as DocumentNode<TrialBalanceQuery, TrialBalanceQueryVariables>;
export const UnfreezeAccountDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"UnfreezeAccount"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"UnfreezeAccountInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"unfreezeAccount"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UnfreezeAccountSuccess"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"account"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Error"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}}]} as unknown as DocumentNode<UnfreezeAccountMutation, UnfreezeAccountMutationVariables>;
export const UpsertPolicyDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"UpsertPolicy"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"UpsertPolicyInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"upsertPolicy"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UpsertPolicySuccess"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"policy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Error"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}}]} as unknown as DocumentNode<UpsertPolicyMutation, UpsertPolicyMutationVariables>;
export const UsageDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Usage"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"subject"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"SubjectInput"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"resource"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"from"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DateTime"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"to"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DateTime"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"bucket"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"UsageBucketLength"}}},"defaultValue":{"kind":"EnumValue","value":"HOUR"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"tenantId"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"usage"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"subject"},"value":{"kind":"Variable","name":{"kind":"Name","value":"subject"}}},{"kind":"Argument","name":{"kind":"Name","value":"resource"},"value":{"kind":"Variable","name":{"kind":"Name","value":"resource"}}},{"kind":"Argument","name":{"kind":"Name","value":"from"},"value":{"kind":"Variable","name":{"kind":"Name","value":"from"}}},{"kind":"Argument","name":{"kind":"Name","value":"to"},"value":{"kind":"Variable","name":{"kind":"Name","value":"to"}}},{"kind":"Argument","name":{"kind":"Name","value":"bucket"},"value":{"kind":"Variable","name":{"kind":"Name","value":"bucket"}}},{"kind":"Argument","name":{"kind":"Name","value":"tenantId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"tenantId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"start"}},{"kind":"Field","name":{"kind":"Name","value":"admitted"}},{"kind":"Field","name":{"kind":"Name","value":"refused"}},{"kind":"Field","name":{"kind":"Name","value":"shadowRefused"}}]}}]}}]} as unknown as DocumentNode<UsageQuery, UsageQueryVariables>;
export const VerifyAuditTrailDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"VerifyAuditTrail"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"ledgerId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Cursor"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verifyAuditTrail"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"ledgerId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"ledgerId"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"ok"}},{"kind":"Field","name":{"kind":"Name","value":"checked"}},{"kind":"Field","name":{"kind":"Name","value":"verifiedThrough"}},{"kind":"Field","name":{"kind":"Name","value":"firstFault"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"record"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"seq"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}},{"kind":"Field","name":{"kind":"Name","value":"complete"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]} as unknown as DocumentNode<VerifyAuditTrailQuery, VerifyAuditTrailQueryVariables>;
export const WithdrawCashDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"WithdrawCash"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"WithdrawCashInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"withdrawCash"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"WithdrawCashSuccess"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"transaction"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"effectiveAt"}},{"kind":"Field","name":{"kind":"Name","value":"recordedAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"cashPoint"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"account"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"balance"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"posted"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]}}]}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Error"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"InsufficientFunds"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"accountId"}},{"kind":"Field","name":{"kind":"Name","value":"available"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"requested"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]}}]}}]}}]} as unknown as DocumentNode<WithdrawCashMutation, WithdrawCashMutationVariables>;