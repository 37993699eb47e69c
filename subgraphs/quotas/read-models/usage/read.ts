import { sql } from 'kysely';
import type { Instant } from 'platform/kernel/clock';
import type { Reader } from 'platform/tenancy/unit-of-work';
import type { Subject } from '../../domain/subject.ts';

export type BucketLength = 'MINUTE' | 'HOUR' | 'DAY';

/** What was used in a bucket of time. */
export interface UsageBucket {
  readonly start: Instant;
  readonly admitted: bigint;
  readonly refused: bigint;
  readonly shadowRefused: bigint;
}

export interface UsageQuestion {
  readonly subject: Subject;
  readonly resource: string;
  /** Half-open: from is included, to is not. */
  readonly from: Instant;
  readonly to: Instant;
  readonly bucket: BucketLength;
}

export const BUCKET_MICROS: Readonly<Record<BucketLength, bigint>> = {
  MINUTE: 60_000_000n,
  HOUR: 3_600_000_000n,
  DAY: 86_400_000_000n,
};

/** The buckets in which something was used, in order; they begin at whole multiples of their length in UTC. */
export function readUsage(
  reader: Reader,
  { subject, resource, from, to, bucket }: UsageQuestion,
): Promise<UsageBucket[]> {
  const lengthMs = BUCKET_MICROS[bucket] / 1_000n;
  return reader.query<UsageBucket>(sql`
    select (minute / ${lengthMs}::bigint) * ${lengthMs}::bigint * 1000 as start,
           sum(admitted)::bigint as admitted, sum(refused)::bigint as refused,
           sum(shadow_refused)::bigint as "shadowRefused"
    from usage
    where tenant_id = ${reader.tenantId} and subject_kind = ${subject.kind} and subject_id = ${subject.id}
      and resource = ${resource} and minute * 1000 >= ${from} and minute * 1000 < ${to}
    group by 1 order by 1`);
}
