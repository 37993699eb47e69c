import type { UsageSettings } from '../config/usage.ts';
import type { GatewayPlugin } from './plugin.ts';
import { createCounts, type UsageCounts } from './usage/counts.ts';
import { type ReporterOptions, startReporter } from './usage/reporter.ts';

export interface UsageOptions extends UsageSettings, Pick<ReporterOptions, 'sink' | 'logger' | 'metrics'> {}

/**
 * Counts which client asks for what, by the schema's coordinates, and reports it. What an operation uses is found once
 * for each document: a request costs two look-ups and an increment.
 */
export function useUsage({ reportIntervalMs, maxCounts, ...options }: UsageOptions) {
  const counts = createCounts(maxCounts);
  const reporter = startReporter({ ...options, counts, intervalMs: reportIntervalMs });
  return {
    name: 'usage',
    wrapExecute: (next) => async (state, request) => {
      const result = await next(state, request);
      counts.record(state, request, result.errors !== undefined);
      return result;
    },
    close: reporter.close,
    /** For what is not executed but opened: a live subscription. */
    record: counts.record,
  } satisfies GatewayPlugin & Pick<UsageCounts, 'record'>;
}
