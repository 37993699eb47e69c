import type { Decision, Policy } from './decision.ts';

/** Opaque; undefined at first, when the bucket is full. */
export interface BucketState {
  /** In parts of a token of which each millisecond brings `limit`, so that they stay whole numbers. */
  readonly parts: number;
  readonly partsPerToken: number;
  readonly atMs: number;
}

/**
 * A token bucket: it holds `burst` tokens, gets `limit` back in every `periodMs`, and allows a quantity that it holds.
 * So in any time t at most burst + limit/periodMs × t is allowed. A quantity of 0 is always allowed. A clock that goes
 * back brings nothing until it is where it was. Pure: the time is an argument, and a refusal changes nothing.
 */
export default function tokenBucket(
  state: BucketState | undefined,
  policy: Policy,
  nowMs: number,
  quantity: number,
): Decision<BucketState> {
  const held = refilled(state, policy, nowMs);
  const wanted = quantity * policy.periodMs;
  const allowed = quantity <= 0 || wanted <= held.parts;
  const after = allowed ? { ...held, parts: held.parts - wanted } : held;
  return {
    allowed,
    remaining: remainingOf(after),
    resetAfterMs: msUntil(after, policy, nowMs, policy.burst * policy.periodMs),
    retryAfterMs: retryAfterMs(allowed, quantity, held, policy, nowMs),
    state: after,
  };
}

/**
 * Corrects what was taken: `difference` tokens come back, never above `burst`, or go, when it is negative, also below
 * zero. Answers as a quantity of 0 does then.
 */
export function settle(
  state: BucketState | undefined,
  policy: Policy,
  nowMs: number,
  difference: number,
): Decision<BucketState> {
  const held = refilled(state, policy, nowMs);
  const corrected = { ...held, parts: held.parts + difference * policy.periodMs };
  return tokenBucket(corrected, policy, nowMs, 0);
}

/** The bucket as it is now, also when the policy has been another one until now. */
function refilled(
  state: BucketState | undefined,
  { limit, periodMs, burst }: Policy,
  nowMs: number,
): BucketState {
  const full = burst * periodMs;
  if (!state) return { parts: full, partsPerToken: periodMs, atMs: nowMs };
  const { partsPerToken } = state;
  const parts =
    partsPerToken === periodMs ? state.parts : Math.floor((state.parts / partsPerToken) * periodMs);
  const elapsedMs = Math.max(0, nowMs - state.atMs);
  const atMs = Math.max(state.atMs, nowMs);
  return { parts: Math.min(full, parts + elapsedMs * limit), partsPerToken: periodMs, atMs };
}

const remainingOf = ({ parts, partsPerToken }: BucketState): number => Math.floor(parts / partsPerToken);

function retryAfterMs(
  allowed: boolean,
  quantity: number,
  held: BucketState,
  policy: Policy,
  nowMs: number,
): number {
  if (allowed) return 0;
  if (quantity > policy.burst) return Number.POSITIVE_INFINITY;
  return msUntil(held, policy, nowMs, quantity * policy.periodMs);
}

/** Until the bucket holds so many parts. */
const msUntil = ({ parts, atMs }: BucketState, { limit }: Policy, nowMs: number, wanted: number): number =>
  parts >= wanted ? 0 : atMs - nowMs + Math.ceil((wanted - parts) / limit);
