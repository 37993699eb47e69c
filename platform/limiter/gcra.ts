import type { Decision, Policy } from './decision.ts';

/** Opaque; undefined at first, when nothing is queued. */
export interface GcraState {
  /** How far the theoretical arrival time is ahead of `atMs`, in parts of which a millisecond works off `limit`. */
  readonly aheadParts: number;
  readonly partsPerUnit: number;
  readonly atMs: number;
}

/**
 * The generic cell rate algorithm (ITU-T I.371), a leaky bucket used as a meter: units leave evenly, `limit` in every
 * `periodMs`, and one is allowed when no more than `burst` then wait to leave. With a burst of 1 it shapes traffic: one
 * every periodMs/limit. In any time t at most burst + limit/periodMs × t is allowed. A quantity of 0 is always allowed.
 * A clock that goes back works nothing off until it is where it was. Pure; a refusal changes nothing.
 */
export default function gcra(
  state: GcraState | undefined,
  policy: Policy,
  nowMs: number,
  quantity: number,
): Decision<GcraState> {
  const { limit, periodMs, burst } = policy;
  const known = workedOff(state, policy, nowMs);
  const tolerated = burst * periodMs;
  const wanted = known.aheadParts + quantity * periodMs;
  const allowed = quantity <= 0 || wanted <= tolerated;
  const after = allowed ? { ...known, aheadParts: wanted } : known;
  const msToWorkOff = (parts: number): number =>
    parts <= 0 ? 0 : known.atMs - nowMs + Math.ceil(parts / limit);
  const never = quantity > burst ? Number.POSITIVE_INFINITY : undefined;
  return {
    allowed,
    remaining: Math.floor((tolerated - after.aheadParts) / periodMs),
    resetAfterMs: msToWorkOff(after.aheadParts),
    retryAfterMs: allowed ? 0 : (never ?? msToWorkOff(wanted - tolerated)),
    state: after,
  };
}

/**
 * Corrects what was taken: `difference` units leave the queue, which is never shorter than empty, or join it, when it is
 * negative, also beyond `burst`. Answers as a quantity of 0 does then.
 */
export function settle(
  state: GcraState | undefined,
  policy: Policy,
  nowMs: number,
  difference: number,
): Decision<GcraState> {
  const known = workedOff(state, policy, nowMs);
  const aheadParts = Math.max(0, known.aheadParts - difference * policy.periodMs);
  return gcra({ ...known, aheadParts }, policy, nowMs, 0);
}

/** The state as it is now, also when the policy has been another one until now. */
function workedOff(state: GcraState | undefined, { limit, periodMs }: Policy, nowMs: number): GcraState {
  if (!state) return { aheadParts: 0, partsPerUnit: periodMs, atMs: nowMs };
  const { partsPerUnit, atMs } = state;
  const ahead =
    partsPerUnit === periodMs ? state.aheadParts : Math.ceil((state.aheadParts / partsPerUnit) * periodMs);
  const elapsedMs = Math.max(0, nowMs - atMs);
  return {
    aheadParts: Math.max(0, ahead - elapsedMs * limit),
    partsPerUnit: periodMs,
    atMs: Math.max(atMs, nowMs),
  };
}
