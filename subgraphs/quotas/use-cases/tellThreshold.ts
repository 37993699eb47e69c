import type { Logger } from 'pino';
import type { EventStore } from 'platform/event-store/store';
import { createBoundedCache } from 'platform/kernel/bounded-cache';
import { formatInstant, instantOf } from 'platform/kernel/clock';
import { newId, type TenantId } from 'platform/kernel/ids';
import type { RunUnitOfWork } from 'platform/tenancy/unit-of-work';
import { thresholdCrossed } from '../contract/events.ts';
import { type Level, levelOf, tellingPeriod } from '../domain/threshold/crossed.ts';
import { noteCrossing } from '../storage/stores/thresholds.ts';
import type { Standing } from './outcome.ts';

/** What is remembered as told. Of more, what was not asked for longest is looked up again. */
const MAX_TOLD = 100_000;

export interface ThresholdTelling {
  /** Tells that a limit is near or exceeded, once in a period; nothing waits for it. */
  look(tenantId: TenantId, standing: Standing, atMs: number): void;
  /** Waits for what is being told. */
  close(): Promise<void>;
}

export interface TellingOptions {
  readonly unitOfWork: RunUnitOfWork;
  readonly eventStore: EventStore;
  readonly logger: Logger;
}

/** Who is to be told goes by the bus; which of several instances tells it is decided in the database. */
export function createThresholdTelling({ unitOfWork, eventStore, logger }: TellingOptions): ThresholdTelling {
  const told = createBoundedCache<string, number>(MAX_TOLD);
  const telling = new Set<Promise<void>>();

  async function tell(tenantId: TenantId, standing: Standing, level: Level, periodMs: number): Promise<void> {
    const { policy, subject } = standing.limit;
    await unitOfWork(tenantId, async (uow) => {
      const version = await noteCrossing(uow, { policyId: policy.id, subject, level, periodMs });
      if (version === undefined) return;
      const id = newId('tel');
      await eventStore.append(uow, {
        stream: `${policy.id}/${subject.kind}/${subject.id}`,
        expectedVersion: version - 1,
        events: [{ type: thresholdCrossed.type, data: dataOf(standing, level, periodMs) }],
        cause: { actor: 'quotas', correlationId: id, causationId: id },
      });
    });
  }

  return {
    look(tenantId, standing, atMs) {
      const { limit, answer } = standing;
      const level = levelOf(answer, limit.rule, limit.policy.terms.nearLimitRatio);
      if (!level) return;
      const periodMs = tellingPeriod(limit.rule, atMs);
      const name = `${tenantId} ${level} ${limit.key}`;
      if ((told.get(name) ?? 0) >= periodMs) return;
      told.set(name, periodMs);
      const work = tell(tenantId, standing, level, periodMs)
        .catch((err: unknown) => {
          told.delete(name);
          logger.warn({ err }, 'that a threshold was crossed is told with the next use');
        })
        .finally(() => telling.delete(work));
      telling.add(work);
    },
    close: async () => void (await Promise.all(telling)),
  };
}

const dataOf = ({ limit, answer }: Standing, level: Level, periodMs: number) => ({
  policyId: limit.policy.id,
  policyTenantId: limit.policy.tenantId,
  policyName: limit.policy.name,
  subjectKind: limit.subject.kind,
  subjectId: limit.subject.id,
  resource: limit.policy.resource,
  level,
  mode: limit.policy.terms.mode,
  limit: String(limit.rule.limit),
  remaining: String(answer.remaining),
  periodStart: formatInstant(instantOf(BigInt(periodMs) * 1_000n)),
});
