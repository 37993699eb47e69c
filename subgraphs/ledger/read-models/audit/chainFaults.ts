import { present } from 'platform/kernel/assert';
import type { AuditFault } from '../../domain/audit/fault.ts';
import { type BookRecord, comparePlaces, type Link, type RecordContent } from '../../domain/audit/record.ts';
import type { ChainEnd } from '../../storage/audit/chainEnd.ts';
import { nextHash } from '../../storage/audit/hash.ts';
import { findLinks, seqOf } from '../../storage/audit/links.ts';
import { findRecords, recordedAtOf } from '../../storage/audit/records.ts';
import { type AuditedBook, type Found, faultOf, type Progress } from './verification.ts';

/** Links that are compared at once. */
const PAGE = 512;

/** A record that is what its link says. */
export interface ProvenRecord extends Link {
  readonly content: RecordContent;
}

export interface ComparedPage {
  readonly proven: readonly ProvenRecord[];
  /** What is wrong after them. */
  readonly found: Found | undefined;
}

/** Hashes the book's next records, those up to the chain's end, and compares them with their links. */
export async function comparePage(
  book: AuditedBook,
  progress: Progress,
  end: ChainEnd,
): Promise<ComparedPage> {
  const links = wholeInstants(await nextLinks(book, progress, Math.min(PAGE, end.seq - progress.seq)), end);
  const last = links.at(-1);
  if (!last) return { proven: [], found: await missingLink(book, progress, end) };
  const through = links.map(({ recordedAt }) => recordedAt).reduce((a, b) => (a > b ? a : b));
  const { reader, ledgerId } = book;
  const limit = links.length + 1;
  const records = await findRecords(reader, { ledgerId, after: progress.recordedAt, through, limit });
  const proven = prove(progress.hash, links, records);
  const [link, record] = [links[proven.length], records[proven.length]];
  if (!link && !record) return { proven, found: undefined };
  const at = link?.seq ?? last.seq + 1;
  return { proven, found: { at, fault: await nameFault(book, link, record) } };
}

/** Without a gap; none when the next one is missing. */
async function nextLinks(
  { reader, ledgerId }: AuditedBook,
  { seq }: Progress,
  limit: number,
): Promise<Link[]> {
  const links = await findLinks(reader, ledgerId, seq, limit);
  const gap = links.findIndex((link, index) => link.seq !== seq + 1 + index);
  return gap === -1 ? links : links.slice(0, gap);
}

/** What is recorded at one instant is compared together: the last one may have been cut. */
function wholeInstants(links: readonly Link[], end: ChainEnd): readonly Link[] {
  const cut = links.at(-1);
  if (!cut || cut.seq === end.seq || links.length < PAGE) return links;
  return links.filter(({ recordedAt }) => recordedAt !== cut.recordedAt);
}

/** The records that are what their links say, up to the first that is not. */
function prove(first: Buffer, links: readonly Link[], records: readonly BookRecord[]): ProvenRecord[] {
  const proven: ProvenRecord[] = [];
  let previous = first;
  for (const [index, link] of links.entries()) {
    const record = records[index];
    if (!record?.content || comparePlaces(record, link) !== 0) break;
    if (!hashOf(previous, link, record.content)?.equals(link.hash)) break;
    proven.push({ ...link, content: record.content });
    previous = link.hash;
  }
  return proven;
}

/** Undefined for what cannot have been an event. */
function hashOf(previous: Buffer, link: Link, content: RecordContent): Buffer | undefined {
  try {
    return nextHash(previous, link.seq, link, content);
  } catch {
    return undefined;
  }
}

/** `link` is what should come next, `record` what does; at least one of them is there. */
async function nameFault(
  book: AuditedBook,
  link: Link | undefined,
  record: BookRecord | undefined,
): Promise<AuditFault> {
  const { reader, ledgerId } = book;
  if (link && record && comparePlaces(link, record) === 0) {
    return record.content
      ? faultOf('CHANGED', link, link.seq, 'The event is not what was hashed.')
      : faultOf('MISSING', link, link.seq, 'The event is gone.');
  }
  const recordedAt = link && (await recordedAtOf(reader, ledgerId, link));
  if (link && recordedAt === undefined) {
    return faultOf('MISSING', link, link.seq, 'The record is gone from the book.');
  }
  if (link && recordedAt !== link.recordedAt) {
    return faultOf('REORDERED', link, link.seq, ELSEWHERE);
  }
  return nameExtra(book, present(record, 'a record, or a link'));
}

/** The record stands where the chain has none. */
export async function nameExtra({ reader, ledgerId }: AuditedBook, record: BookRecord): Promise<AuditFault> {
  const seq = await seqOf(reader, ledgerId, record);
  return seq === undefined
    ? faultOf('UNCHAINED', record, undefined, 'The record came into the book after its place was chained.')
    : faultOf('REORDERED', record, seq, ELSEWHERE);
}

const ELSEWHERE = 'The record stands elsewhere in the book than it did.';

/** The chain is longer, or was, but its next link is not there. */
async function missingLink(
  book: AuditedBook,
  { seq, recordedAt: after }: Progress,
  end: ChainEnd,
): Promise<Found> {
  const { reader, ledgerId } = book;
  const [next] = await findRecords(reader, { ledgerId, after, through: end.through, limit: 1 });
  const isLinked = next && (await seqOf(reader, ledgerId, next)) !== undefined;
  const [later] = await findLinks(reader, ledgerId, end.seq - 1, 1);
  const message = 'The link of the record is gone from the chain.';
  const fault = faultOf(later ? 'UNCHAINED' : 'TRUNCATED', isLinked ? undefined : next, seq + 1, message);
  return { at: seq + 1, fault };
}
