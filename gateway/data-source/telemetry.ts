import { isRecording, withSpan } from 'platform/telemetry/tracing';
import type { Fetch } from './data-source.ts';
import { failureKind } from './failure.ts';
import type { FetchMetrics } from './metrics.ts';

/** Measures what the executor waits for, queueing and retries included; with a span when spans are kept. */
export const withTelemetry =
  (fetch: Fetch, subgraph: string, { work }: FetchMetrics): Fetch =>
  (operation, context) => {
    const measured = () => work.measure({ subgraph }, () => fetch(operation, context));
    return isRecording() ? withSpan('subgraph.fetch', { attributes: { subgraph } }, measured) : measured();
  };

/** Counts each attempt that failed, by why. */
export const withFailureCount =
  (fetch: Fetch, subgraph: string, { failed }: FetchMetrics): Fetch =>
  (operation, context) => {
    const answer = fetch(operation, context);
    answer.catch((error) => failed(subgraph, failureKind(error) ?? 'bug'));
    return answer;
  };
