import { sql } from 'kysely';
import { present } from 'platform/kernel/assert';
import { type Instant, instantOf } from 'platform/kernel/clock';
import type { Reader } from 'platform/tenancy/unit-of-work';

/** Where a book's chain ends, by all that says so. */
export interface ChainEnd {
  /** The greatest number that is linked, or was by the chain's own row. */
  readonly seq: number;
  /** All that is recorded by then is in the chain. */
  readonly through: Instant;
  /** The last head that is kept, and the last one that was by the chain's own row; 0 for none. */
  readonly keptHeadSeq: number;
  readonly headSeq: number;
}

/** One statement, so that all of it is of one moment. */
export async function findChainEnd({ tenantId, query }: Reader, ledgerId: string): Promise<ChainEnd> {
  const [row] = await query<{ seq: bigint; through: bigint; kept_head_seq: bigint; head_seq: bigint }>(sql`
    select greatest(chain.seq, segment.seq, 0) as seq,
           greatest(chain.through, segment.recorded_at, ${0n}) as through,
           coalesce(head.seq, 0) as kept_head_seq, coalesce(chain.head_seq, 0) as head_seq
    from (values (1)) as one
    left join audit_chain chain on chain.tenant_id = ${tenantId} and chain.ledger_id = ${ledgerId}
    left join lateral (
      select first_seq + cardinality(streams) - 1 as seq, recorded_at[cardinality(streams)] as recorded_at
      from audit_segment where tenant_id = ${tenantId} and ledger_id = ${ledgerId} order by first_seq desc limit 1
    ) segment on true
    left join lateral (
      select seq from audit_head where tenant_id = ${tenantId} and ledger_id = ${ledgerId} order by seq desc limit 1
    ) head on true`);
  const { seq, through, kept_head_seq, head_seq } = present(row, 'one row, whatever is there');
  return {
    seq: Number(seq),
    through: instantOf(through),
    keptHeadSeq: Number(kept_head_seq),
    headSeq: Number(head_seq),
  };
}

/** Is there such a book, or a chain of one? */
export async function isKnown({ tenantId, query }: Reader, ledgerId: string): Promise<boolean> {
  const rows = await query(sql`
    select 1 from ledger where tenant_id = ${tenantId} and id = ${ledgerId}
    union all
    select 1 from audit_chain where tenant_id = ${tenantId} and ledger_id = ${ledgerId}
    limit 1`);
  return rows.length > 0;
}
