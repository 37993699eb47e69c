import type { Fetch } from './data-source.ts';
import { type FailureKind, FetchFailure, failureKind } from './failure.ts';

export type BreakerState = 'closed' | 'half-open' | 'open';

export interface BreakerSettings {
  /** Failures in a row that open it. */
  readonly failures: number;
  /** How long nothing is sent. */
  readonly openMs: number;
  /** Successes that close it again; as many are tried at a time. */
  readonly successes: number;
}

/** What a fetch says of its subgraph: `neither` when it failed for another reason, or nobody waited for it. */
export type Verdict = 'success' | 'failure' | 'neither';

/** Counts in which era it began: a verdict on a state that has passed counts no more. */
export type Entry = number;

export interface Breaker {
  readonly state: BreakerState;
  /** Undefined: nothing is to be sent now. What it lets in must leave. */
  enter(): Entry | undefined;
  leave(entry: Entry, verdict: Verdict): void;
}

/**
 * A circuit breaker: closed until so many failures in a row, then open for a while, then half-open: as many probes as
 * it wants successes, and the first failure opens it again. `now` is a clock in ms; `onChange` hears each new state.
 */
export function createBreaker(
  { failures, openMs, successes }: BreakerSettings,
  onChange: (state: BreakerState) => void = () => {},
  now: () => number = () => performance.now(),
): Breaker {
  let state: BreakerState = 'closed';
  let era = 0;
  /** Failures in a row while closed, successes while half-open. */
  let count = 0;
  let probes = 0;
  let halfOpenAt = 0;

  const become = (next: BreakerState) => {
    state = next;
    era += 1;
    count = 0;
    probes = 0;
    if (next === 'open') halfOpenAt = now() + openMs;
    onChange(next);
  };
  const whileClosed = (verdict: Verdict) => {
    if (verdict === 'success') count = 0;
    if (verdict === 'failure' && ++count >= failures) become('open');
  };
  const whileHalfOpen = (verdict: Verdict) => {
    probes -= 1;
    if (verdict === 'failure') become('open');
    if (verdict === 'success' && ++count >= successes) become('closed');
  };

  return {
    get state() {
      return state;
    },
    enter() {
      if (state === 'open' && now() >= halfOpenAt) become('half-open');
      if (state === 'open') return undefined;
      if (state === 'half-open') {
        if (probes + count >= successes) return undefined;
        probes += 1;
      }
      return era;
    },
    leave(entry, verdict) {
      if (entry !== era) return;
      if (state === 'closed') whileClosed(verdict);
      else whileHalfOpen(verdict);
    },
  };
}

/** A subgraph that answers is well, whatever the answer; what is too long or throttled says nothing of its health. */
const ITS_FAULT: ReadonlySet<FailureKind | undefined> = new Set([
  'unreachable',
  'timeout',
  'unavailable',
  'malformed',
]);

/** Rejects at once with a FetchFailure (`refused`) while the breaker is open. */
export const withBreaker =
  (fetch: Fetch, breaker: Breaker): Fetch =>
  (operation, context) => {
    const entry = breaker.enter();
    if (entry === undefined)
      return Promise.reject(new FetchFailure('refused', 'the circuit breaker is open'));
    const answer = fetch(operation, context);
    answer.then(
      () => breaker.leave(entry, 'success'),
      (error) => breaker.leave(entry, ITS_FAULT.has(failureKind(error)) ? 'failure' : 'neither'),
    );
    return answer;
  };
