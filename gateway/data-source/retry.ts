import { setTimeout as pause } from 'node:timers/promises';
import type { GatewayContext } from '../context.ts';
import type { Fetch, SubgraphOperation, SubgraphResponse } from './data-source.ts';
import { cancelled, type FailureKind, FetchFailure } from './failure.ts';
import { createRetryBudget } from './retry-budget.ts';

export interface RetrySettings {
  /** Fetches at the most, the first one included. */
  readonly attempts: number;
  readonly backoffMs: number;
  readonly maxBackoffMs: number;
  readonly budgetRatio: number;
  readonly budgetPerSecond: number;
}

export interface RetryListener {
  readonly onRetry: () => void;
  /** The budget is used up: the failure stands. */
  readonly onExhausted: () => void;
}

/** What may be better a moment later. */
const PASSING: ReadonlySet<FailureKind> = new Set(['unreachable', 'timeout', 'unavailable', 'throttled']);

/** Tries a query again, after a pause, when its failure may pass. A mutation is sent once. */
export function withRetry(
  fetch: Fetch,
  settings: RetrySettings,
  { onRetry, onExhausted }: RetryListener,
): Fetch {
  const budget = createRetryBudget({ ratio: settings.budgetRatio, minPerSecond: settings.budgetPerSecond });

  async function again(
    operation: SubgraphOperation,
    context: GatewayContext,
    first: unknown,
  ): Promise<SubgraphResponse> {
    let failure = first;
    for (let attempt = 1; attempt < settings.attempts; attempt += 1) {
      const pauseMs = pauseBefore(attempt, failure, settings);
      if (pauseMs === undefined || !hasTime(context, pauseMs)) break;
      if (!budget.takeOut()) {
        onExhausted();
        break;
      }
      onRetry();
      await pauseUnlessAborted(pauseMs, context);
      try {
        return await fetch(operation, context);
      } catch (error) {
        failure = error;
      }
    }
    throw failure;
  }

  return (operation, context) => {
    if (operation.kind !== 'query') return fetch(operation, context);
    budget.payIn();
    return fetch(operation, context).catch((failure) => again(operation, context, failure));
  };
}

/**
 * Exponential backoff with full jitter, after what the subgraph asks for by Retry-After. Undefined: not to be tried
 * again, or not as soon as somebody would wait for.
 */
function pauseBefore(
  attempt: number,
  failure: unknown,
  { backoffMs, maxBackoffMs }: RetrySettings,
): number | undefined {
  if (!(failure instanceof FetchFailure) || !PASSING.has(failure.kind)) return undefined;
  const { retryAfterMs = 0 } = failure;
  if (retryAfterMs > maxBackoffMs) return undefined;
  return retryAfterMs + Math.random() * Math.min(maxBackoffMs, backoffMs * 2 ** (attempt - 1));
}

const hasTime = ({ deadlineAtMs = Number.POSITIVE_INFINITY }: GatewayContext, pauseMs: number): boolean =>
  performance.now() + pauseMs < deadlineAtMs;

async function pauseUnlessAborted(ms: number, { signal }: GatewayContext): Promise<void> {
  try {
    await pause(ms, undefined, signal && { signal });
  } catch {
    throw cancelled(signal as AbortSignal);
  }
}
