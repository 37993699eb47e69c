import { sql } from 'kysely';
import { type Instant, instantOf } from 'platform/kernel/clock';
import type { TenantId } from 'platform/kernel/ids';
import type { Reader } from 'platform/tenancy/unit-of-work';
import { firstHash } from '../hash.ts';

/** A book, and how far its chain goes. */
export interface ChainedBook {
  readonly tenantId: TenantId;
  readonly ledgerId: string;
  /** All that is recorded by then is there to be chained. */
  readonly lastRecordedAt: Instant;
  readonly seq: number;
  /** Of the record `seq`. */
  readonly hash: Buffer;
  readonly recordedAt: Instant;
  /** All that is recorded by then is chained. */
  readonly through: Instant;
  /** The last signed head: its record, and when it was signed. */
  readonly headSeq: number;
  readonly headAt: Instant;
}

interface BookRow {
  readonly tenant_id: TenantId;
  readonly ledger_id: string;
  readonly last_recorded_at: bigint;
  readonly seq: bigint | null;
  readonly hash: Buffer;
  readonly recorded_at: bigint;
  readonly through: bigint;
  readonly head_seq: bigint;
  readonly head_at: bigint;
}

const MAX_BOOKS = 1_000;
const BEFORE_ALL = instantOf(-(2n ** 63n));

/**
 * Books of all tenants of which something is not chained yet, or not signed although the last head is older than
 * `signedBefore`. Those that wait longest come first.
 */
export async function booksBehind(query: Reader['query'], signedBefore: Instant): Promise<ChainedBook[]> {
  const rows = await query<BookRow>(sql`
    select l.tenant_id, l.id as ledger_id, l.last_recorded_at, c.seq, c.hash, c.recorded_at, c.through, c.head_seq,
           c.head_at
    from ledger l left join audit_chain c on c.tenant_id = l.tenant_id and c.ledger_id = l.id
    where c.seq is null or c.through < l.last_recorded_at or (c.head_seq < c.seq and c.head_at < ${signedBefore})
    order by c.through nulls first limit ${MAX_BOOKS}`);
  return rows.map(toBook);
}

function toBook(row: BookRow): ChainedBook {
  const book = {
    tenantId: row.tenant_id,
    ledgerId: row.ledger_id,
    lastRecordedAt: instantOf(row.last_recorded_at),
  };
  if (row.seq === null) {
    const hash = firstHash(row.tenant_id, row.ledger_id);
    const start = { seq: 0, hash, recordedAt: BEFORE_ALL, through: BEFORE_ALL };
    return { ...book, ...start, headSeq: 0, headAt: BEFORE_ALL };
  }
  return {
    ...book,
    seq: Number(row.seq),
    hash: row.hash,
    recordedAt: instantOf(row.recorded_at),
    through: instantOf(row.through),
    headSeq: Number(row.head_seq),
    headAt: instantOf(row.head_at),
  };
}
