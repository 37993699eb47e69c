import { sql } from 'kysely';
import { assert, present } from 'platform/kernel/assert';
import type { Instant } from 'platform/kernel/clock';
import type { Reader } from 'platform/tenancy/unit-of-work';
import type { BookRecord, Link } from '../../../domain/audit/record.ts';
import { nextHash } from '../hash.ts';
import { SEGMENT_LINKS } from '../links.ts';
import { findRecords } from '../records.ts';
import type { ChainedBook } from './books.ts';

/** Chains what is recorded next in a book, at the most a segment of it. The links and how far they go are one commit. */
export async function chainOn(query: Reader['query'], book: ChainedBook): Promise<ChainedBook> {
  const { tenantId, ledgerId, through: after, lastRecordedAt } = book;
  const limit = SEGMENT_LINKS + 1;
  const found = await findRecords({ tenantId, query }, { ledgerId, after, through: lastRecordedAt, limit });
  const records = found.length < limit ? found : wholeInstants(found);
  const links = linksOf(book, records);
  const last = links.at(-1) ?? book;
  const through = found.length < limit ? lastRecordedAt : last.recordedAt;
  await append(query, book, links, through);
  return { ...book, seq: last.seq, hash: last.hash, recordedAt: last.recordedAt, through };
}

/** What is recorded at one instant is chained together: the last one may have been cut. */
function wholeInstants(records: readonly BookRecord[]): BookRecord[] {
  const cut = records.at(-1)?.recordedAt;
  const whole = records.filter(({ recordedAt }) => recordedAt !== cut);
  assert(whole.length > 0, 'less happens at one instant than a segment holds');
  return whole;
}

function linksOf(book: ChainedBook, records: readonly BookRecord[]): Link[] {
  let { seq, hash } = book;
  return records.map(({ content, ...place }) => {
    seq += 1;
    hash = nextHash(hash, seq, place, present(content, `the event of ${place.stream} is there`));
    return { ...place, seq, hash };
  });
}

/** Fails, with nothing written, when somebody else has moved the chain meanwhile. */
async function append(
  query: Reader['query'],
  { tenantId, ledgerId, ...book }: ChainedBook,
  links: readonly Link[],
  through: Instant,
): Promise<void> {
  const last = links.at(-1) ?? book;
  const rows = await query(sql`
    with chain as (
      insert into audit_chain (tenant_id, ledger_id, seq, hash, recorded_at, through, head_seq, head_at)
      values (${tenantId}, ${ledgerId}, ${last.seq}, ${last.hash}, ${last.recordedAt}, ${through}, ${book.headSeq},
              ${book.headAt})
      on conflict (tenant_id, ledger_id) do update
      set seq = excluded.seq, hash = excluded.hash, recorded_at = excluded.recorded_at, through = excluded.through
      where audit_chain.seq = ${book.seq}
      returning 1
    ), segment as (
      insert into audit_segment (tenant_id, ledger_id, first_seq, recorded_at, streams, versions, hashes)
      select ${tenantId}, ${ledgerId}, ${book.seq + 1}, ${links.map(({ recordedAt }) => recordedAt)}::bigint[],
             ${links.map(({ stream }) => stream)}::text[], ${links.map(({ version }) => version)}::int[],
             ${Buffer.concat(links.map(({ hash }) => hash))}
      from chain where ${links.length}::int > 0
    )
    select from chain`);
  assert(rows.length === 1, `the chain of ${ledgerId} is moved by one at a time`);
}
