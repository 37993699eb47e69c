import { type Instant, systemClock } from 'platform/kernel/clock';
import { counterOf, gaugeOf } from 'platform/telemetry/metrics';
import type { Registry } from 'prom-client';

export interface ChainerMetrics {
  chained(records: number): void;
  /** Of the book that is furthest behind, what its chain has reached; undefined when all are chained. */
  reached(through: Instant | undefined): void;
  failed(): void;
}

export function chainerMetrics(registry: Registry): ChainerMetrics {
  const chained = counterOf(registry, {
    name: 'ledger_audit_chained_total',
    help: 'Records added to audit chains',
  });
  const failed = counterOf(registry, {
    name: 'ledger_audit_failed_total',
    help: 'Times a book could not be chained',
  });
  const lag = gaugeOf(registry, {
    name: 'ledger_audit_lag_seconds',
    help: 'How long ago the oldest record was made that is not chained yet; of the instance that leads',
  });
  return {
    chained: (records) => chained.inc(records),
    reached: (through) =>
      lag.set(through === undefined ? 0 : Number(systemClock.now() - through) / 1_000_000),
    failed: () => failed.inc(),
  };
}
