import { counterOf, gaugeOf, type WorkMetrics, workMetrics } from 'platform/telemetry/metrics';
import type { Registry } from 'prom-client';
import type { BreakerState } from './breaker.ts';
import type { Limited } from './concurrency.ts';
import type { FailureKind } from './failure.ts';
import type { ByteBudget } from './http/byte-budget.ts';

/** What can be seen of one subgraph at any time. */
export interface Observed {
  readonly name: string;
  readonly limited: Limited;
  /** Undefined: it has no breaker. */
  readonly breakerState: () => BreakerState | undefined;
}

export interface FetchMetrics {
  readonly work: WorkMetrics<'subgraph'>;
  failed(subgraph: string, kind: FailureKind | 'bug'): void;
  retried(subgraph: string): void;
  outOfBudget(subgraph: string): void;
  shared(subgraph: string): void;
}

const BREAKER_VALUE: Readonly<Record<BreakerState, number>> = { closed: 0, 'half-open': 1, open: 2 };

/** What is counted of all subgraphs; `observed` are those over HTTP. */
export function fetchMetrics(
  registry: Registry,
  observed: () => Iterable<Observed>,
  memory: ByteBudget,
): FetchMetrics {
  const labels = ['subgraph'] as const;
  const gauge = (name: string, help: string, value: (subgraph: Observed) => number | undefined) =>
    gaugeOf(registry, {
      name: `gateway_subgraph_${name}`,
      help,
      labels,
      collect(gauge) {
        for (const subgraph of observed()) gauge.set({ subgraph: subgraph.name }, value(subgraph) ?? 0);
      },
    });
  gauge('active_fetches', 'Fetches under way', ({ limited }) => limited.active);
  gauge('queued_fetches', 'Fetches that wait for a connection', ({ limited }) => limited.queued);
  gauge('breaker_state', 'Circuit breaker: 0 closed, 1 half-open, 2 open', ({ breakerState }) => {
    const state = breakerState();
    return state && BREAKER_VALUE[state];
  });
  gaugeOf(registry, {
    name: 'gateway_subgraph_held_bytes',
    help: 'Bytes of answers that are coming in',
    collect: (held) => held.set(memory.used),
  });
  const failures = counterOf(registry, {
    name: 'gateway_subgraph_failures_total',
    help: 'Fetches that brought nothing, retries included, by why',
    labels: ['subgraph', 'kind'],
  });
  const retries = counterOf(registry, {
    name: 'gateway_subgraph_retries_total',
    help: 'Fetches that were repeated',
    labels,
  });
  const refusedRetries = counterOf(registry, {
    name: 'gateway_subgraph_retries_refused_total',
    help: 'Fetches that were not repeated because the retry budget was used up',
    labels,
  });
  const shared = counterOf(registry, {
    name: 'gateway_subgraph_deduplicated_total',
    help: 'Fetches that were spared because an equal one was under way',
    labels,
  });
  return {
    work: workMetrics(registry, {
      name: 'gateway_subgraph_fetches',
      help: 'Fetches from subgraphs; outcome error: the subgraph did not answer',
      labels,
    }),
    failed: (subgraph, kind) => failures.inc({ subgraph, kind }),
    retried: (subgraph) => retries.inc({ subgraph }),
    outOfBudget: (subgraph) => refusedRetries.inc({ subgraph }),
    shared: (subgraph) => shared.inc({ subgraph }),
  };
}
