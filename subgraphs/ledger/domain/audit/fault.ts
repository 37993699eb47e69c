/** What is wrong with a record, in the order in which it is looked for. */
export type FaultReason =
  /** The record is not what was hashed. */
  | 'CHANGED'
  /** The record is in the chain, but not in the book. */
  | 'MISSING'
  /** The record stands elsewhere in the book than in the chain. */
  | 'REORDERED'
  /** The record is in the book at a place that the chain has passed, but not in the chain. */
  | 'UNCHAINED'
  /** The chain once was longer than it is. */
  | 'TRUNCATED'
  /** A signed head says otherwise than the chain, which was written anew. */
  | 'HEAD_MISMATCH'
  /** A signed head is gone. */
  | 'HEAD_MISSING'
  /** A table says otherwise than the events. */
  | 'TABLE_DIFFERS';

/** The first thing that is wrong in a book. */
export interface AuditFault {
  /** The stream of the record: `txn_…`, `acct_…`; null when nothing is left that tells it. */
  readonly record: string | null;
  readonly version: number | null;
  /** Its number in the chain; null for what has none. */
  readonly seq: number | null;
  readonly reason: FaultReason;
  /** For people. */
  readonly message: string;
}
