import type { Decision, Policy } from './decision.ts';

/** Opaque; undefined at first. */
export interface WindowState {
  readonly startMs: number;
  readonly used: number;
}

/**
 * Fixed windows: `limit` in each window of `periodMs`; they begin at whole multiples of it since 1970 in UTC, so that all
 * who ask agree on them. Around the end of one window up to twice the limit may pass in less than a period. `burst` has
 * no meaning here. A quantity of 0 is always allowed. A clock that goes back stays in the window that was begun. Pure; a
 * refusal changes nothing.
 */
export default function fixedWindow(
  state: WindowState | undefined,
  policy: Pick<Policy, 'limit' | 'periodMs'>,
  nowMs: number,
  quantity: number,
): Decision<WindowState> {
  const { limit, periodMs } = policy;
  const { startMs, used } = windowAt(state, periodMs, nowMs);
  const allowed = quantity <= 0 || used + quantity <= limit;
  const after = { startMs, used: allowed ? used + quantity : used };
  const untilNextMs = startMs + periodMs - nowMs;
  const never = quantity > limit ? Number.POSITIVE_INFINITY : undefined;
  return {
    allowed,
    remaining: limit - after.used,
    resetAfterMs: after.used > 0 ? untilNextMs : 0,
    retryAfterMs: allowed ? 0 : (never ?? untilNextMs),
    state: after,
  };
}

/**
 * Corrects what was taken: `difference` comes back to the window that is open, never above `limit`, or goes, when it is
 * negative, also beyond it. Answers as a quantity of 0 does then.
 */
export function settle(
  state: WindowState | undefined,
  policy: Pick<Policy, 'limit' | 'periodMs'>,
  nowMs: number,
  difference: number,
): Decision<WindowState> {
  const { startMs, used } = windowAt(state, policy.periodMs, nowMs);
  return fixedWindow({ startMs, used: Math.max(0, used - difference) }, policy, nowMs, 0);
}

/** The window that is open: that of the clock, unless a later one was begun. */
function windowAt(state: WindowState | undefined, periodMs: number, nowMs: number): WindowState {
  const startMs = windowStart(periodMs, nowMs);
  if (!state || state.startMs < startMs) return { startMs, used: 0 };
  return { startMs: windowStart(periodMs, state.startMs), used: state.used };
}

/** When the window began that this time is in. */
export const windowStart = (periodMs: number, atMs: number): number => Math.floor(atMs / periodMs) * periodMs;
