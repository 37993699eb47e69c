/** What the ledger signs of a book's chain: all up to the record `seq` is as the hash says. */
export interface Head {
  readonly tenantId: string;
  readonly ledgerId: string;
  readonly seq: number;
  /** SHA-256, hexadecimal. */
  readonly hash: string;
  /** When the record `seq` was recorded: RFC 3339. */
  readonly recordedAt: string;
  /** The `seq` of the head before it; 0 for the first, so that one that is taken out leaves a gap. */
  readonly previousSeq: number;
}
