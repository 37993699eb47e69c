import { sql } from 'kysely';
import { instantOf } from 'platform/kernel/clock';
import type { Reader } from 'platform/tenancy/unit-of-work';
import type { Link, Place } from '../../domain/audit/record.ts';
import { HASH_BYTES } from './hash.ts';

/** Links in one row at the most: a segment. */
export const SEGMENT_LINKS = 256;

interface SegmentRow {
  readonly first_seq: bigint;
  readonly recorded_at: readonly string[];
  readonly streams: readonly string[];
  readonly versions: readonly number[];
  readonly hashes: Buffer;
}

/** The links of a book after `seq`, in order. */
export async function findLinks(
  { tenantId, query }: Reader,
  ledgerId: string,
  seq: number,
  limit: number,
): Promise<Link[]> {
  const rows = await query<SegmentRow>(sql`
    select first_seq, recorded_at::text[] as recorded_at, streams, versions, hashes from audit_segment
    where tenant_id = ${tenantId} and ledger_id = ${ledgerId}
      and first_seq > ${seq - SEGMENT_LINKS}::bigint and first_seq <= ${seq + limit}::bigint
    order by first_seq`);
  return rows
    .flatMap(toLinks)
    .filter((link) => link.seq > seq)
    .slice(0, limit);
}

const toLinks = ({ first_seq, recorded_at, streams, versions, hashes }: SegmentRow): Link[] =>
  streams.map((stream, index) => ({
    seq: Number(first_seq) + index,
    recordedAt: instantOf(BigInt(recorded_at[index] ?? 0)),
    stream,
    version: versions[index] ?? 0,
    hash: hashes.subarray(index * HASH_BYTES, (index + 1) * HASH_BYTES),
  }));

/** The number of that event in the book's chain; undefined when it has none. Reads all of the chain. */
export async function seqOf(
  { tenantId, query }: Reader,
  ledgerId: string,
  { stream, version }: Pick<Place, 'stream' | 'version'>,
): Promise<number | undefined> {
  const [row] = await query<{ seq: bigint }>(sql`
    select first_seq + link.n - 1 as seq
    from audit_segment, unnest(streams, versions) with ordinality as link (stream, version, n)
    where tenant_id = ${tenantId} and ledger_id = ${ledgerId} and link.stream = ${stream} and link.version = ${version}
    limit 1`);
  return row && Number(row.seq);
}
