import type { Lease } from './lessor.ts';

/** A lease, and how much of it is left. */
interface Held {
  readonly lease: Lease;
  readonly untilMs: number;
  left: number;
}

/** A lease that is held no more, and how much of it was not used. */
export interface Released {
  readonly lease: Lease;
  readonly unused: number;
}

/** What an instance holds of a key, the oldest first. */
export interface Holdings {
  left(nowMs: number): number;
  /** Takes a quantity that is there. */
  take(quantity: number, nowMs: number): void;
  /** As much comes back as was taken of leases that are still held. Returns what was taken of others. */
  comeBack(quantity: number, nowMs: number): number;
  add(lease: Lease, untilMs: number): void;
  /** Of the newest one. */
  readonly size: number;
  /** Takes out those that are over by then. */
  release(byMs: number, nowMs: number): readonly Released[];
  /** Takes out the oldest of which something is left, until no more is left than two leases have. */
  releaseBeyondTwo(): readonly Released[];
}

export function createHoldings(): Holdings {
  let held: Held[] = [];

  /** What is not given back in time is taken to be spent. */
  function dropOver(nowMs: number): void {
    while (held[0] && held[0].untilMs <= nowMs) held.shift();
  }

  function left(): number {
    let sum = 0;
    for (const each of held) sum += each.left;
    return sum;
  }

  function takeOut(released: ReadonlySet<Held>): readonly Released[] {
    if (released.size === 0) return [];
    held = held.filter((each) => !released.has(each));
    return [...released].map(({ lease, left: unused }) => ({ lease, unused }));
  }

  return {
    left(nowMs) {
      dropOver(nowMs);
      return left();
    },
    take(quantity, nowMs) {
      dropOver(nowMs);
      let missing = quantity;
      for (const each of held) {
        const part = Math.min(missing, each.left);
        each.left -= part;
        missing -= part;
      }
    },
    comeBack(quantity, nowMs) {
      dropOver(nowMs);
      let back = quantity;
      for (const each of held.toReversed()) {
        const part = Math.min(back, each.lease.quantity - each.left);
        each.left += part;
        back -= part;
      }
      return back;
    },
    add(lease, untilMs) {
      held.push({ lease, untilMs, left: lease.quantity });
    },
    get size() {
      return held.at(-1)?.lease.quantity ?? 0;
    },
    release(byMs, nowMs) {
      dropOver(nowMs);
      return takeOut(new Set(held.filter(({ untilMs }) => untilMs <= byMs)));
    },
    releaseBeyondTwo() {
      if (held.length <= 2) return [];
      let most = 0;
      for (const { lease } of held) most = Math.max(most, lease.quantity);
      let beyond = left() - 2 * most;
      const released = new Set<Held>();
      for (const each of held) {
        if (beyond <= 0) break;
        if (each.left === 0) continue;
        released.add(each);
        beyond -= each.left;
      }
      return takeOut(released);
    },
  };
}
