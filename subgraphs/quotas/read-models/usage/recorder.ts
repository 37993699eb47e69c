import type { Logger } from 'pino';
import type { TenantId } from 'platform/kernel/ids';
import type { RunUnitOfWork } from 'platform/tenancy/unit-of-work';
import type { Subject } from '../../domain/subject.ts';
import { addUsage, type UsageRow } from './add.ts';

/** What became of a quantity. */
export type Fate = 'admitted' | 'refused' | 'shadowRefused';

export interface UsageRecorder {
  /** Negative: what was admitted and is given back. */
  record(
    tenantId: TenantId,
    subjects: readonly Subject[],
    resource: string,
    fate: Fate,
    quantity: number,
    atMs: number,
  ): void;
  /** Writes what is not written yet. */
  flush(): Promise<void>;
  close(): Promise<void>;
}

const FATES: readonly Fate[] = ['admitted', 'refused', 'shadowRefused'];

interface Row extends UsageRow {
  readonly tenantId: TenantId;
}

export const MINUTE_MS = 60_000;
const FLUSH_INTERVAL_MS = 1_000;
/** Rows that wait at the most when the database does not take them. */
export const MAX_KEPT = 100_000;

/**
 * Adds up use in memory and writes it every second: a decision waits for no row. A process that is killed loses at the
 * most that second of usage; of the quotas themselves nothing is lost, the store counts those. What cannot be written is
 * kept, and written later.
 */
export function createUsageRecorder(unitOfWork: RunUnitOfWork, logger: Logger): UsageRecorder {
  let waiting = new Map<string, Row>();
  let writing: Promise<void> = Promise.resolve();

  function rowOf(tenantId: TenantId, { kind, id }: Subject, resource: string, minute: number) {
    const name = JSON.stringify([tenantId, kind, id, resource, minute]);
    const known = waiting.get(name);
    if (known) return known;
    const row = { tenantId, kind, id, resource, minute, admitted: 0, refused: 0, shadowRefused: 0 };
    waiting.set(name, row);
    return row;
  }

  function keep(rows: readonly Row[], err: unknown): void {
    const kept = rows.slice(0, Math.max(0, MAX_KEPT - waiting.size));
    for (const row of kept) {
      const sum = rowOf(row.tenantId, row, row.resource, row.minute);
      for (const fate of FATES) sum[fate] += row[fate];
    }
    logger.error({ err, kept: kept.length, lost: rows.length - kept.length }, 'usage was not recorded');
  }

  async function write(): Promise<void> {
    const rows = waiting;
    waiting = new Map();
    for (const [tenantId, ofTenant] of Map.groupBy(rows.values(), (row) => row.tenantId))
      await unitOfWork(tenantId, (uow) => addUsage(uow, ofTenant)).catch((err: unknown) =>
        keep(ofTenant, err),
      );
  }

  function flush(): Promise<void> {
    writing = writing.then(write);
    return writing;
  }

  const timer = setInterval(() => void (waiting.size > 0 && flush()), FLUSH_INTERVAL_MS).unref();
  return {
    record(tenantId, subjects, resource, fate, quantity, atMs) {
      const minute = Math.floor(atMs / MINUTE_MS) * MINUTE_MS;
      for (const subject of subjects) rowOf(tenantId, subject, resource, minute)[fate] += quantity;
    },
    flush,
    async close() {
      clearInterval(timer);
      await flush();
    },
  };
}
