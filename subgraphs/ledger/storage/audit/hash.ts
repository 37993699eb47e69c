import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { present } from 'platform/kernel/assert';
import { formatInstant } from 'platform/kernel/clock';
import type { Place, RecordContent } from '../../domain/audit/record.ts';

export const HASH_BYTES = 32;

/** What the first record of a book has as its previous hash: a chain is that of one book. */
export const firstHash = (tenantId: string, ledgerId: string): Buffer =>
  createHash('sha256').update(`${tenantId}/${ledgerId}`).digest();

/**
 * The hash of a record: SHA-256 of the previous record's hash and the record's RFC 8785 canonical form, all of which
 * the API's `auditTrail` shows. Throws for what an event never has, such as an instant outside RFC 3339.
 */
export function nextHash(previous: Buffer, seq: number, place: Place, content: RecordContent): Buffer {
  const { stream: record, version } = place;
  const { type, data, effectiveAt, recordedAt, actor, correlationId, causationId } = content;
  const canonical = canonicalize({
    ...{ seq, record, version, type, data, actor, correlationId, causationId },
    effectiveAt: formatInstant(effectiveAt),
    recordedAt: formatInstant(recordedAt),
  });
  return createHash('sha256')
    .update(previous)
    .update(present(canonical, 'an object has a canonical form'))
    .digest();
}
