import type { UsageRecorder } from '../read-models/usage/recorder.ts';
import { isEnforced } from './decideQuota.ts';
import type { Outcome, Wanted } from './outcome.ts';
import type { ThresholdTelling } from './tellThreshold.ts';

/** Notes what was decided: as usage, and as thresholds that were crossed. What shadow policies would refuse too. */
export const createObserve =
  (usage: UsageRecorder, thresholds: ThresholdTelling) =>
  (
    { tenantId, subjects, resource, quantity }: Wanted,
    { allowed, standings, alongside, atMs }: Outcome,
  ): void => {
    const isRepeated = alongside.some((answer) => !answer.allowed);
    const isNotHeld = (of: { readonly allowed: boolean }): boolean => quantity < 0 && !of.allowed;
    if (quantity === 0 || isRepeated || isNotHeld({ allowed })) return;
    usage.record(tenantId, subjects, resource, allowed ? 'admitted' : 'refused', quantity, atMs);
    for (const standing of standings) {
      const { limit, answer } = standing;
      if (isNotHeld(answer)) continue;
      if (allowed || !answer.allowed) thresholds.look(tenantId, standing, atMs);
      if (isEnforced(limit) || answer.allowed) continue;
      usage.record(tenantId, [limit.subject], resource, 'shadowRefused', quantity, atMs);
    }
  };
