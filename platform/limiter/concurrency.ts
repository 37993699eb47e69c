import type { Decision, Policy } from './decision.ts';

/** Opaque; undefined at first. */
export interface ConcurrencyState {
  /** Those that were taken together, the first that expire first. */
  readonly held: readonly Held[];
}

interface Held {
  readonly quantity: number;
  readonly untilMs: number;
}

/**
 * How much may be under way at once: `limit`. A positive quantity is taken, a negative one given back (what was taken
 * first, first), and what nobody gives back for `periodMs` is free again: its holder is gone. `burst` has no meaning
 * here. A quantity of 0 is always allowed. A clock that goes back frees nothing. Pure; a refusal changes nothing.
 */
export default function concurrency(
  state: ConcurrencyState | undefined,
  { limit, periodMs }: Pick<Policy, 'limit' | 'periodMs'>,
  nowMs: number,
  quantity: number,
): Decision<ConcurrencyState> {
  const known = (state?.held ?? []).filter(({ untilMs }) => untilMs > nowMs);
  const allowed = quantity <= 0 || total(known) + quantity <= limit;
  const held = allowed ? changed(known, quantity, nowMs + periodMs) : known;
  return {
    allowed,
    remaining: limit - total(held),
    resetAfterMs: held.length === 0 ? 0 : Math.max(...held.map(({ untilMs }) => untilMs)) - nowMs,
    retryAfterMs: allowed ? 0 : freeAtMs(known, limit - quantity) - nowMs,
    state: { held },
  };
}

const total = (held: readonly Held[]): number => held.reduce((sum, { quantity }) => sum + quantity, 0);

function changed(held: readonly Held[], quantity: number, untilMs: number): readonly Held[] {
  if (quantity > 0) return [...held, { quantity, untilMs }].sort((one, other) => one.untilMs - other.untilMs);
  let back = -quantity;
  return held.flatMap((each) => {
    const freed = Math.min(back, each.quantity);
    back -= freed;
    return freed < each.quantity ? [{ ...each, quantity: each.quantity - freed }] : [];
  });
}

/** When no more than so much is held, if nothing is given back; Infinity: never. */
function freeAtMs(held: readonly Held[], most: number): number {
  if (most < 0) return Number.POSITIVE_INFINITY;
  let left = total(held);
  for (const { quantity, untilMs } of held) {
    left -= quantity;
    if (left <= most) return untilMs;
  }
  return Number.POSITIVE_INFINITY;
}
