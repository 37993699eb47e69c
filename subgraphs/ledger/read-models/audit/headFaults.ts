import { present } from 'platform/kernel/assert';
import { formatInstant } from 'platform/kernel/clock';
import type { Head } from '../../domain/audit/head.ts';
import { findHeads, type KeptHead, readHead } from '../../storage/audit/heads.ts';
import type { ProvenRecord } from './chainFaults.ts';
import { type AuditedBook, type Found, faultAt, faultOf, type Progress } from './verification.ts';

export interface ComparedHeads {
  /** The last head that holds. */
  readonly headSeq: number;
  readonly found: Found | undefined;
}

const UNPROVEN =
  'The head is not one that the ledger signed: it was edited, or the key it was signed with is not the one of now.';

/** Compares the heads of these records, which are what their links say, with them: the kept ones and the published. */
export async function compareHeads(
  book: AuditedBook,
  { seq: after, headSeq: first }: Progress,
  proven: readonly ProvenRecord[],
): Promise<ComparedHeads> {
  const records = new Map(proven.map((record) => [record.seq, record]));
  const kept = await findHeads(book.reader, book.ledgerId, after, proven.at(-1)?.seq ?? after);
  const published = book.published.filter(({ seq }) => records.has(seq));
  const signed = [...new Set([...kept, ...published].map(({ seq }) => seq))].sort((a, b) => a - b);
  let headSeq = first;
  for (const seq of signed) {
    const record = present(records.get(seq), 'heads of these records were looked for');
    const statement = kept.find((head) => head.seq === seq);
    const found = await compareHead(book, record, statement, headSeq);
    if (found) return { headSeq, found };
    headSeq = seq;
  }
  return { headSeq, found: undefined };
}

async function compareHead(
  book: AuditedBook,
  record: ProvenRecord,
  kept: KeptHead | undefined,
  headSeq: number,
): Promise<Found | undefined> {
  const { seq: at } = record;
  const head = kept && (await readHead(book.trusted, kept.statement));
  if (kept && !(head && isOf(book, head, record))) {
    return { at, fault: faultOf('HEAD_MISMATCH', record, at, UNPROVEN) };
  }
  const said = [...book.published.filter(({ seq }) => seq === at), ...(head ? [head] : [])];
  if (!said.every((one) => agrees(one, record))) {
    const message = `The chain was written anew from here on, or from one of the records through ${at}.`;
    return { at, fault: await faultAt(book, 'HEAD_MISMATCH', headSeq + 1, message) };
  }
  if (!head) return { at, fault: faultOf('HEAD_MISSING', record, at, 'The head is on the bus only.') };
  if (head.previousSeq === headSeq) return undefined;
  const message = 'The head of the record is gone, or the last one before it.';
  return { at, fault: await faultAt(book, 'HEAD_MISSING', Math.max(head.previousSeq, 1), message) };
}

const isOf = ({ reader, ledgerId }: AuditedBook, head: Head, { seq }: ProvenRecord): boolean =>
  head.tenantId === reader.tenantId && head.ledgerId === ledgerId && head.seq === seq;

const agrees = ({ hash, recordedAt }: Head, record: ProvenRecord): boolean =>
  hash === record.hash.toString('hex') && recordedAt === formatInstant(record.content.recordedAt);
