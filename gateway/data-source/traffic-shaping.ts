import type { Logger } from 'pino';
import type { FetchSettings } from '../config/traffic-shaping.ts';
import { type BreakerState, createBreaker, withBreaker } from './breaker.ts';
import { withConcurrency } from './concurrency.ts';
import type { Fetch } from './data-source.ts';
import type { FetchMetrics, Observed } from './metrics.ts';
import { withRetry } from './retry.ts';
import { withFailureCount } from './telemetry.ts';

export interface Shaped extends Observed {
  readonly fetch: Fetch;
}

/**
 * What stands before a subgraph: the retry around the breaker around the queue, so that every attempt is judged, and
 * what never left the queue is not held against the subgraph.
 */
export function shapeTraffic(
  name: string,
  fetch: Fetch,
  settings: FetchSettings,
  metrics: FetchMetrics,
  logger: Logger,
): Shaped {
  const limited = withConcurrency(fetch, settings);
  const breaker = settings.breaker.enabled
    ? createBreaker(settings.breaker, (state) => logger.warn({ subgraph: name }, CHANGES[state]))
    : undefined;
  const attempt = breaker ? withBreaker(limited.fetch, breaker) : limited.fetch;
  return {
    name,
    limited,
    breakerState: () => breaker?.state,
    fetch: withRetry(withFailureCount(attempt, name, metrics), settings.retry, {
      onRetry: () => metrics.retried(name),
      onExhausted: () => metrics.outOfBudget(name),
    }),
  };
}

const CHANGES: Readonly<Record<BreakerState, string>> = {
  open: 'a subgraph fails: it is not asked for a while',
  'half-open': 'a subgraph that failed is asked again',
  closed: 'a subgraph that failed is well again',
};
