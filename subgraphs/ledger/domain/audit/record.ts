import type { Instant } from 'platform/kernel/clock';
import type { JsonObject } from 'platform/kernel/json';

/** Where an event stands in its book: books are ordered by these three. */
export interface Place {
  readonly recordedAt: Instant;
  readonly stream: string;
  readonly version: number;
}

/** An event of a book, where the book's rows say it stands. */
export interface BookRecord extends Place {
  /** Undefined when only its place is left of it. */
  readonly content: RecordContent | undefined;
}

/** What the audit chain hashes of an event, besides its place. */
export interface RecordContent {
  readonly type: string;
  readonly data: JsonObject;
  readonly effectiveAt: Instant;
  readonly recordedAt: Instant;
  readonly actor: string;
  readonly correlationId: string;
  readonly causationId: string;
}

/** A link of the audit chain. */
export interface Link extends Place {
  /** 1 for the first of the book, and so on without a gap. */
  readonly seq: number;
  /** SHA-256 of the previous link's hash and the record. */
  readonly hash: Buffer;
}

/** In the order of their book. */
export function comparePlaces(a: Place, b: Place): number {
  if (a.recordedAt !== b.recordedAt) return a.recordedAt < b.recordedAt ? -1 : 1;
  if (a.stream !== b.stream) return a.stream < b.stream ? -1 : 1;
  return a.version - b.version;
}
