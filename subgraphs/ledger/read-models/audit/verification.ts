import type { TrustedKeys } from 'platform/auth/service-keys';
import { keyset } from 'platform/graphql/connections';
import { type Instant, instantOf } from 'platform/kernel/clock';
import type { Reader } from 'platform/tenancy/unit-of-work';
import type { AuditFault } from '../../domain/audit/fault.ts';
import type { Head } from '../../domain/audit/head.ts';
import type { Place } from '../../domain/audit/record.ts';
import { firstHash } from '../../storage/audit/hash.ts';
import { findLinks } from '../../storage/audit/links.ts';

/** A book that is verified. */
export interface AuditedBook {
  readonly reader: Reader;
  readonly ledgerId: string;
  readonly trusted: TrustedKeys;
  /** The newest of the book's heads that are on the bus, in order. */
  readonly published: readonly Head[];
}

/** How far a verification has come: all that it needs to go on, so that it may take many requests. */
export interface Progress {
  /** The last record that holds, its hash as it was computed, and when it was recorded. */
  readonly seq: number;
  readonly hash: Buffer;
  readonly recordedAt: Instant;
  /** The last head that holds. */
  readonly headSeq: number;
  /** How many postings the records so far have. */
  readonly postings: number;
  /** When all records hold: the code of the last account that does, and how many postings these accounts have. */
  readonly accounts: { readonly code: string; readonly postings: number } | undefined;
}

export interface Verification {
  readonly progress: Progress;
  readonly fault: AuditFault | undefined;
  readonly complete: boolean;
}

/** A fault, and the number up to which records were looked at when it was found. */
export interface Found {
  readonly at: number;
  readonly fault: AuditFault;
}

export const beginning = ({ reader, ledgerId }: Pick<AuditedBook, 'reader' | 'ledgerId'>): Progress => ({
  seq: 0,
  hash: firstHash(reader.tenantId, ledgerId),
  recordedAt: instantOf(-(2n ** 62n)),
  headSeq: 0,
  postings: 0,
  accounts: undefined,
});

const keys = keyset('verifyAuditTrail', ['bigint', 'text', 'bigint', 'bigint', 'bigint', 'text', 'bigint']);

export const encodeProgress = ({ accounts, ...progress }: Progress): string =>
  keys.encode([
    BigInt(progress.seq),
    progress.hash.toString('hex'),
    progress.recordedAt,
    BigInt(progress.headSeq),
    BigInt(progress.postings),
    accounts?.code ?? '',
    BigInt(accounts?.postings ?? 0),
  ]);

/** Undefined for what is not a cursor of a verification. */
export function decodeProgress(cursor: string): Progress | undefined {
  const key = keys.decode(cursor);
  if (!key) return undefined;
  const [seq, hash, recordedAt, headSeq, postings, code, counted] = key;
  return {
    seq: Number(seq),
    hash: Buffer.from(hash, 'hex'),
    recordedAt: instantOf(recordedAt),
    headSeq: Number(headSeq),
    postings: Number(postings),
    accounts: code === '' ? undefined : { code, postings: Number(counted) },
  };
}

type Named = Pick<Place, 'stream' | 'version'>;

export const faultOf = (
  reason: AuditFault['reason'],
  place: Named | undefined,
  seq: number | undefined,
  message: string,
): AuditFault => ({
  record: place?.stream ?? null,
  version: place?.version ?? null,
  seq: seq ?? null,
  reason,
  message,
});

/** A fault of the record that has that number in the chain. */
export async function faultAt(
  { reader, ledgerId }: AuditedBook,
  reason: AuditFault['reason'],
  seq: number,
  message: string,
): Promise<AuditFault> {
  const [link] = await findLinks(reader, ledgerId, seq - 1, 1);
  return faultOf(reason, link, seq, message);
}
