import type { Decision, Policy } from './decision.ts';

/** Opaque; undefined at first. */
export interface ConcurrencyState {
  /** Those that expire together, the first that expire first. */
  readonly held: readonly Held[];
}

interface Held {
  readonly quantity: number;
  readonly untilMs: number;
}

/** So many who hold are told apart; of more, a part of the period so small makes no difference. */
const SLOTS = 100;

/**
 * How much may be under way at once: `limit`. A positive quantity is taken, a negative one given back (what was taken
 * first, first), and what nobody gives back for `periodMs` is free again: its holder is gone, and refused should it come
 * back with more than is still held. `burst` has no meaning here. A quantity of 0 is always allowed. A clock that goes
 * back frees nothing. When a hundred or more are held apart, who comes then is held less than 1 % longer than `periodMs`,
 * never shorter: those who come close together become one, and a decision takes no longer however many hold. Pure; a
 * refusal changes nothing.
 */
export default function concurrency(
  state: ConcurrencyState | undefined,
  { limit, periodMs }: Pick<Policy, 'limit' | 'periodMs'>,
  nowMs: number,
  quantity: number,
): Decision<ConcurrencyState> {
  const known = heldAt(state, nowMs);
  const allowed = quantity <= 0 ? total(known) >= -quantity : total(known) + quantity <= limit;
  const held = allowed ? changed(known, quantity, nowMs, periodMs) : known;
  return {
    allowed,
    remaining: limit - total(held),
    resetAfterMs: held.length === 0 ? 0 : Math.max(...held.map(({ untilMs }) => untilMs)) - nowMs,
    retryAfterMs: allowed ? 0 : allowedAtMs(known, limit, quantity) - nowMs,
    state: { held },
  };
}

/**
 * Corrects what was taken: `difference` is given back, or as much as is held; when it is negative, that much more is
 * held, also beyond `limit`. Answers as a quantity of 0 does then.
 */
export function settle(
  state: ConcurrencyState | undefined,
  policy: Pick<Policy, 'limit' | 'periodMs'>,
  nowMs: number,
  difference: number,
): Decision<ConcurrencyState> {
  const held = changed(heldAt(state, nowMs), -difference, nowMs, policy.periodMs);
  return concurrency({ held }, policy, nowMs, 0);
}

const heldAt = (state: ConcurrencyState | undefined, nowMs: number): readonly Held[] =>
  (state?.held ?? []).filter(({ untilMs }) => untilMs > nowMs);

const total = (held: readonly Held[]): number => held.reduce((sum, { quantity }) => sum + quantity, 0);

function changed(held: readonly Held[], quantity: number, nowMs: number, periodMs: number): readonly Held[] {
  if (quantity > 0)
    return taken(held, quantity, untilMsOf(held, nowMs + periodMs, Math.ceil(periodMs / SLOTS)));
  let back = -quantity;
  return held.flatMap((each) => {
    const freed = Math.min(back, each.quantity);
    back -= freed;
    return freed < each.quantity ? [{ ...each, quantity: each.quantity - freed }] : [];
  });
}

const untilMsOf = (held: readonly Held[], exactMs: number, slotMs: number): number =>
  held.length < SLOTS ? exactMs : Math.ceil(exactMs / slotMs) * slotMs;

function taken(held: readonly Held[], quantity: number, untilMs: number): readonly Held[] {
  const together = held.filter((each) => each.untilMs === untilMs);
  const others = held.filter((each) => each.untilMs !== untilMs);
  const all = [...others, { quantity: quantity + total(together), untilMs }];
  return all.sort((one, other) => one.untilMs - other.untilMs);
}

/** When a quantity is free, if nothing is given back. What is held no more can never be given back. */
function allowedAtMs(held: readonly Held[], limit: number, quantity: number): number {
  if (quantity < 0 || quantity > limit) return Number.POSITIVE_INFINITY;
  const most = limit - quantity;
  let left = total(held);
  for (const { quantity, untilMs } of held) {
    left -= quantity;
    if (left <= most) return untilMs;
  }
  return Number.POSITIVE_INFINITY;
}
