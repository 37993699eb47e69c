import type { AuditFault } from '../../domain/audit/fault.ts';
import { type ChainEnd, findChainEnd } from '../../storage/audit/chainEnd.ts';
import { findRecords } from '../../storage/audit/records.ts';
import { compareAccounts } from './accountFaults.ts';
import { comparePage, nameExtra } from './chainFaults.ts';
import { findWrongCheckpoint } from './checkpointFaults.ts';
import { findExtraRow } from './extraRows.ts';
import { compareHeads } from './headFaults.ts';
import { findLeftovers } from './leftovers.ts';
import { compareTables } from './tableFaults.ts';
import {
  type AuditedBook,
  type Found,
  faultAt,
  faultOf,
  type Progress,
  type Verification,
} from './verification.ts';

/**
 * Goes on with a book from where a verification stands, until all of it is verified, a fault is found, or `isOver`
 * says that it has taken long enough. Each page is read by itself: what is posted and chained meanwhile is no fault.
 */
export async function verifyBook(
  book: AuditedBook,
  from: Progress,
  isOver: () => boolean,
): Promise<Verification> {
  const chain = from.accounts
    ? { progress: from, fault: undefined, complete: true }
    : await verifyChain(book, from, isOver);
  return chain.complete && !chain.fault ? verifyAccounts(book, chain.progress, isOver) : chain;
}

/** The records, their links, the heads, and the rows that were written along with them. */
async function verifyChain(book: AuditedBook, from: Progress, isOver: () => boolean): Promise<Verification> {
  const end = await findChainEnd(book.reader, book.ledgerId);
  let progress = from;
  while (progress.seq < end.seq) {
    if (isOver()) return { progress, fault: undefined, complete: false };
    const page = await verifyPage(book, progress, end);
    progress = page.progress;
    if (page.fault) return page;
  }
  return { progress, fault: await faultOfEnd(book, progress, end), complete: true };
}

async function verifyPage(book: AuditedBook, before: Progress, end: ChainEnd): Promise<Verification> {
  const page = await comparePage(book, before, end);
  const tables = await compareTables(book, page.proven);
  const heads = await compareHeads(book, before, page.proven);
  const fault = first(tables.found, heads.found, page.found);
  const last =
    page.proven.filter(({ seq }) => !fault || seq < (fault.fault.seq ?? fault.at)).at(-1) ?? before;
  const progress: Progress = {
    ...{ seq: last.seq, hash: last.hash, recordedAt: last.recordedAt, headSeq: heads.headSeq },
    postings: before.postings + tables.postings,
    accounts: undefined,
  };
  return { progress, fault: fault?.fault, complete: fault !== undefined };
}

/** The first by the record at which it showed; of those at the same record, the first given. */
const first = (...found: readonly (Found | undefined)[]): Found | undefined =>
  found.filter((one) => one !== undefined).sort((a, b) => a.at - b.at)[0];

/** All links hold. Is there something else before the chain's end, and was it once longer? */
async function faultOfEnd(
  book: AuditedBook,
  progress: Progress,
  end: ChainEnd,
): Promise<AuditFault | undefined> {
  const { reader, ledgerId, published } = book;
  const range = { ledgerId, after: progress.recordedAt, through: end.through, limit: 1 };
  const [extra] = await findRecords(reader, range);
  if (extra) return nameExtra(book, extra);
  if (Math.max(end.keptHeadSeq, published.at(-1)?.seq ?? 0) > progress.seq) {
    return faultOf('TRUNCATED', undefined, progress.seq + 1, 'A head was signed of a longer chain.');
  }
  return end.headSeq > end.keptHeadSeq
    ? faultAt(book, 'HEAD_MISSING', end.headSeq, 'The head of the record is gone.')
    : undefined;
}

/** At least one page, so that its cursor says that the chain holds: a head signed of its end since is not looked for. */
async function verifyAccounts(
  book: AuditedBook,
  from: Progress,
  isOver: () => boolean,
): Promise<Verification> {
  for (let progress = from; ; ) {
    const after = progress.accounts?.code ?? '';
    const { accounts, complete, ...compared } = await compareAccounts(book, progress);
    const fault = compared.fault ?? (await findWrongCheckpoint(book, { after, through: accounts.code }));
    if (fault) return { progress, fault, complete: true };
    progress = { ...progress, accounts };
    if (complete) {
      const left = (await findLeftovers(book, progress)) ?? (await findExtraRow(book, progress));
      return { progress, fault: left, complete };
    }
    if (isOver()) return { progress, fault: undefined, complete: false };
  }
}
