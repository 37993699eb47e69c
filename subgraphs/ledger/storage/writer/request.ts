import type { Cause } from 'platform/event-store/events';
import type { IdempotencyConflict } from 'platform/graphql/idempotency';
import type { TenantId } from 'platform/kernel/ids';
import type { Result } from 'platform/kernel/result';
import type { BookCommand } from '../../domain/book/command.ts';
import type { BookRefusal, Entry } from '../../domain/book/entry.ts';

/** A command to a book that somebody waits for. */
export interface BookRequest {
  readonly tenantId: TenantId;
  readonly command: BookCommand;
  readonly claim: Claim;
  readonly cause: Cause;
  /** A transaction asked for by another service: its refusal is an event too. */
  readonly answerRefusal: boolean;
}

/** The idempotency key: looked up before anything else is decided, and kept for ever. */
export interface Claim {
  readonly mutation: string;
  readonly key: string;
  /** SHA-256 (platform/graphql/input-hash). */
  readonly inputHash: Buffer;
}

/** What is in the book now. */
export interface Receipt {
  /** As the command brought them (domain/book/command.ts). */
  readonly ids: readonly string[];
  /** As it was recorded just now; absent for what was recorded earlier under the same key. */
  readonly entry?: Entry;
}

/** Under one key always the same. */
export type BookOutcome = Result<Receipt, BookRefusal | IdempotencyConflict>;

/** The outcome as it is stored under its key. */
export type StoredOutcome = Result<readonly string[], BookRefusal>;

export const claimKey = ({ mutation, key }: Claim): string => `${mutation}\n${key}`;
