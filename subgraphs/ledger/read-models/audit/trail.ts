import { sql } from 'kysely';
import {
  type Connection,
  connectionOf,
  keyset,
  type PageArguments,
  parsePage,
} from 'platform/graphql/connections';
import { present } from 'platform/kernel/assert';
import { instantOf } from 'platform/kernel/clock';
import type { Reader } from 'platform/tenancy/unit-of-work';
import type { BookRecord, Link, RecordContent } from '../../domain/audit/record.ts';
import { firstHash } from '../../storage/audit/hash.ts';
import { findLinks } from '../../storage/audit/links.ts';
import { findRecords } from '../../storage/audit/records.ts';

/** A record of a book and its link in the chain. */
export interface AuditRecord extends Link {
  readonly content: RecordContent;
  readonly previousHash: Buffer;
}

export type AuditTrailConnection = Connection<AuditRecord>;

const bySeq = keyset('auditTrail', ['bigint']);

/** The chained records of a book, the first first. One that is gone from the book is not among them. */
export async function listAuditTrail(
  reader: Reader,
  ledgerId: string,
  pageArguments: PageArguments,
): Promise<AuditTrailConnection> {
  const page = parsePage(pageArguments, bySeq);
  const after = Math.min(Number(page.after?.[0] ?? 0n), MAX_SEQ);
  const [previous] = after > 0 ? await findLinks(reader, ledgerId, after - 1, 1) : [];
  const links = await findLinks(reader, ledgerId, after, page.limit + 1);
  const records = await recordsOf(reader, ledgerId, links);
  let previousHash = previous?.hash ?? firstHash(reader.tenantId, ledgerId);
  const rows = links.flatMap((link) => {
    const content = records.get(nameOf(link))?.content;
    const row = content && { ...link, content, previousHash };
    previousHash = link.hash;
    return row ?? [];
  });
  return connectionOf({
    rows,
    page,
    keys: bySeq,
    keyOf: ({ seq }) => [BigInt(seq)] as const,
    count: () => count(reader, ledgerId),
  });
}

async function recordsOf(
  reader: Reader,
  ledgerId: string,
  links: readonly Link[],
): Promise<ReadonlyMap<string, BookRecord>> {
  const [first, last] = [links.at(0), links.at(-1)];
  if (!first || !last) return new Map();
  const records = await findRecords(reader, {
    ledgerId,
    after: instantOf(first.recordedAt - 1n),
    through: last.recordedAt,
    limit: links.length + MAX_AT_ONE_INSTANT,
  });
  return new Map(records.map((record) => [nameOf(record), record]));
}

/** A cursor may name any number, and the next ones are looked for. */
const MAX_SEQ = 2 ** 52;

/** A page may begin and end in the middle of an instant: there are others around it. */
const MAX_AT_ONE_INSTANT = 256;

const nameOf = ({ stream, version }: { readonly stream: string; readonly version: number }): string =>
  `${stream}/${version}`;

async function count({ tenantId, query }: Reader, ledgerId: string): Promise<number> {
  const [row] = await query<{ n: bigint }>(sql`
    select coalesce(max(seq), 0) as n from audit_chain where tenant_id = ${tenantId} and ledger_id = ${ledgerId}`);
  return Number(present(row, 'an aggregate has one row').n);
}
