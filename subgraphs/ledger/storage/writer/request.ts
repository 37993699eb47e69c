import type { Cause } from 'platform/event-store/events';
import type { IdempotencyConflict } from 'platform/graphql/idempotency';
import type { TenantId } from 'platform/kernel/ids';
import type { Result } from 'platform/kernel/result';
import type { TransactionRefusal } from '../../domain/transaction/refusals.ts';
import type { PostingReceipt, PostTransaction, TransactionId } from '../../domain/transaction/transaction.ts';

/** One transaction that somebody waits for. */
export interface PostingRequest {
  readonly tenantId: TenantId;
  readonly command: PostTransaction;
  readonly claim: Claim;
  readonly cause: Cause;
  /** A command from another service: its refusal is an event too. */
  readonly answerRefusal: boolean;
}

/** The idempotency key: looked up before anything else is decided, and kept for ever. */
export interface Claim {
  readonly mutation: string;
  readonly key: string;
  /** SHA-256 (platform/graphql/input-hash). */
  readonly inputHash: Buffer;
}

/** Under one key always the same. */
export type PostingOutcome = Result<PostingReceipt, TransactionRefusal | IdempotencyConflict>;

/** The outcome as it is stored under its key. */
export type StoredOutcome = Result<TransactionId, TransactionRefusal>;

export const claimKey = ({ mutation, key }: Claim): string => `${mutation}\n${key}`;
