import { type RawBuilder, sql } from 'kysely';
import { type Instant, instantOf } from 'platform/kernel/clock';
import type { CurrencyCode } from 'platform/kernel/currencies';
import { type Decimal, parseDecimal } from 'platform/kernel/decimal';
import type { Reader, UnitOfWork } from 'platform/tenancy/unit-of-work';
import type { LedgerId } from '../../domain/account/account.ts';
import type { FxRate, FxRateId } from '../../domain/fx/rate.ts';

export const insertFxRate = (uow: UnitOfWork, rate: Omit<FxRate, 'effectiveTo' | 'recordedTo'>) =>
  uow.query(sql`
    insert into fx_rate (tenant_id, ledger_id, base, quote, effective_at, recorded_at, id, rate, source)
    values (${uow.tenantId}, ${rate.ledgerId}, ${rate.base}, ${rate.quote}, ${rate.effectiveAt}, ${rate.recordedAt},
            ${rate.id}, ${rate.rate}, ${rate.source})`);

export interface FxRateRow {
  readonly id: FxRateId;
  readonly ledger_id: LedgerId;
  readonly base: CurrencyCode;
  readonly quote: CurrencyCode;
  readonly rate: string;
  readonly source: string | null;
  readonly effective_at: bigint;
  readonly effective_to: bigint | null;
  readonly recorded_at: bigint;
  readonly recorded_to: bigint | null;
}

/**
 * The columns of a rate `r`. The ends of its ranges are the beginnings of the next rows of its pair, of those recorded
 * by `knownAt` (default: all).
 */
export const fxRateColumns = (knownAt: Instant | null = null): RawBuilder<unknown> => sql`
  r.id, r.ledger_id, r.base, r.quote, r.rate::text as rate, r.source, r.effective_at, r.recorded_at,
  (select min(n.effective_at) ${samePair(knownAt)} and n.effective_at > r.effective_at) as effective_to,
  (select min(n.recorded_at) ${samePair(knownAt)} and n.effective_at = r.effective_at
     and n.recorded_at > r.recorded_at) as recorded_to`;

const samePair = (knownAt: Instant | null) => sql`
  from fx_rate n
  where n.tenant_id = r.tenant_id and n.ledger_id = r.ledger_id and n.base = r.base and n.quote = r.quote
    and (${knownAt}::bigint is null or n.recorded_at <= ${knownAt}::bigint)`;

/** The rates of those ids, in no order. */
export async function findFxRates(reader: Reader, ids: readonly string[]): Promise<FxRate[]> {
  const rows = await reader.query<FxRateRow>(sql`
    select ${fxRateColumns()} from fx_rate r
    where r.tenant_id = ${reader.tenantId} and r.id = any(${ids}::text[])`);
  return rows.map(toFxRate);
}

export interface RateQuestion {
  readonly ledgerId: string;
  readonly base: string;
  readonly quote: string;
  /** Default: now, which is never before the book's own time. */
  readonly effectiveAt?: Instant | undefined;
  /** Default: all that is recorded. */
  readonly recordedAt?: Instant;
}

/** The rate of a pair in effect at an instant, as it was known at another: of the last to begin, the last recorded. */
export async function findRateAsOf(
  reader: Reader,
  { ledgerId, base, quote, effectiveAt, recordedAt }: RateQuestion,
): Promise<FxRate | undefined> {
  const knownAt = recordedAt ?? null;
  const [row] = await reader.query<FxRateRow>(sql`
    select ${fxRateColumns(knownAt)}
    from fx_rate r join ledger l on l.tenant_id = r.tenant_id and l.id = r.ledger_id
    where r.tenant_id = ${reader.tenantId} and r.ledger_id = ${ledgerId} and r.base = ${base} and r.quote = ${quote}
      and r.effective_at <= coalesce(${effectiveAt ?? null}::bigint,
                                     greatest((extract(epoch from clock_timestamp()) * 1000000)::bigint, l.last_recorded_at))
      and (${knownAt}::bigint is null or r.recorded_at <= ${knownAt}::bigint)
    order by r.effective_at desc, r.recorded_at desc limit 1`);
  return row && toFxRate(row);
}

export const toFxRate = (row: FxRateRow): FxRate => ({
  id: row.id,
  ledgerId: row.ledger_id,
  base: row.base,
  quote: row.quote,
  rate: parseDecimal(row.rate) as Decimal,
  source: row.source,
  effectiveAt: instantOf(row.effective_at),
  effectiveTo: row.effective_to === null ? undefined : instantOf(row.effective_to),
  recordedAt: instantOf(row.recorded_at),
  recordedTo: row.recorded_to === null ? undefined : instantOf(row.recorded_to),
});
