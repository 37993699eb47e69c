import type { Decision, Policy } from './decision.ts';
import { windowStart } from './fixedWindow.ts';

/** Opaque; undefined at first. */
export interface SlidingState {
  readonly startMs: number;
  readonly periodMs: number;
  /** The latest time that was asked at. */
  readonly atMs: number;
  /** Used in the window that begins at `startMs`, and in the one before. */
  readonly current: number;
  readonly previous: number;
}

/**
 * A sliding window of two buckets: what was used in the last `periodMs` is taken to be all of the present window and of
 * the one before as much as still overlaps, as if that had come evenly. So two counters are all that is kept; how far
 * that is from a log of all requests depends on how evenly they came, but no window ever lets more than `limit` pass.
 * `burst` has no meaning here. A quantity of 0 is always allowed. A clock that goes back stays where it was. Pure; a
 * refusal changes nothing.
 */
export default function slidingWindow(
  state: SlidingState | undefined,
  policy: Pick<Policy, 'limit' | 'periodMs'>,
  nowMs: number,
  quantity: number,
): Decision<SlidingState> {
  const { limit, periodMs } = policy;
  const window = present(state, periodMs, nowMs);
  const usedParts = usedIn(window);
  const allowed = quantity <= 0 || usedParts + quantity * periodMs <= limit * periodMs;
  const after = allowed ? { ...window, current: window.current + quantity } : window;
  return {
    allowed,
    remaining: Math.floor((limit * periodMs - usedIn(after)) / periodMs),
    resetAfterMs: emptyAtMs(after, nowMs) - nowMs,
    retryAfterMs: allowed ? 0 : allowedAtMs(window, limit, quantity) - nowMs,
    state: after,
  };
}

/**
 * Corrects what was taken: `difference` comes back, from the present window first and then from the one before, and no
 * more than was used in both, or goes, when it is negative, also beyond `limit`. Answers as a quantity of 0 does then.
 */
export function settle(
  state: SlidingState | undefined,
  policy: Pick<Policy, 'limit' | 'periodMs'>,
  nowMs: number,
  difference: number,
): Decision<SlidingState> {
  const window = present(state, policy.periodMs, nowMs);
  const current = Math.max(0, window.current - difference);
  const previous = Math.max(0, window.previous - Math.max(0, difference - window.current));
  return slidingWindow({ ...window, current, previous }, policy, nowMs, 0);
}

/** The two counters as they are now; a clock that went back is waited for. */
const present = (state: SlidingState | undefined, periodMs: number, nowMs: number): SlidingState =>
  windowAt(state, periodMs, Math.max(nowMs, state?.atMs ?? nowMs));

/** The two counters as they are at a time that is not before the state's. */
function windowAt(state: SlidingState | undefined, periodMs: number, atMs: number): SlidingState {
  const startMs = windowStart(periodMs, atMs);
  const fresh = { startMs, periodMs, atMs, current: 0, previous: 0 };
  if (!state) return fresh;
  if (state.periodMs !== periodMs) return { ...fresh, current: usedOfLate(state, atMs) };
  if (startMs === state.startMs) return { ...state, atMs };
  return startMs === state.startMs + periodMs ? { ...fresh, previous: state.current } : fresh;
}

/** What counters of another period say was used of late: it counts as used now. */
const usedOfLate = (state: SlidingState, atMs: number): number =>
  Math.ceil(usedIn(windowAt(state, state.periodMs, atMs)) / state.periodMs);

/** What was used in the last period, in parts: a unit has `periodMs`. */
const usedIn = ({ startMs, periodMs, atMs, current, previous }: SlidingState): number =>
  current * periodMs + previous * (periodMs - (atMs - startMs));

/** The first millisecond at which a quantity is allowed, if nobody asks meanwhile. */
function allowedAtMs(
  { startMs, periodMs, current, previous }: SlidingState,
  limit: number,
  quantity: number,
) {
  if (quantity > limit) return Number.POSITIVE_INFINITY;
  const free = limit - quantity;
  // Of a count that fades over a window, as much as is free is left after this time.
  const faded = (count: number, left: number): number => periodMs - Math.floor((left * periodMs) / count);
  if (current <= free) return startMs + faded(previous, free - current);
  return startMs + periodMs + faded(current, free);
}

function emptyAtMs({ startMs, periodMs, current, previous }: SlidingState, nowMs: number): number {
  if (current > 0) return startMs + 2 * periodMs;
  return previous > 0 ? startMs + periodMs : nowMs;
}
