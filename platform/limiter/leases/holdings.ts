import type { Lease } from './lessor.ts';

/** A lease, and how much of it is left. */
interface Held {
  readonly lease: Lease;
  readonly untilMs: number;
  left: number;
}

/** What an instance holds of a key, the oldest first. */
export interface Holdings {
  /** Below zero: what was used beyond all leases, and is to be charged. */
  left(nowMs: number): number;
  /** Takes a quantity, also one that is not there. */
  take(quantity: number, nowMs: number): void;
  /** As much comes back as was taken of leases that are still held. Returns what was taken of others. */
  comeBack(quantity: number, nowMs: number): number;
  add(lease: Lease, untilMs: number): void;
  /** Of the newest one. */
  readonly size: number;
  /** Takes out those that are over by then, with how much of each is unused. What is owed goes with the first. */
  release(byMs: number, nowMs: number): readonly { readonly lease: Lease; readonly unused: number }[];
}

export function createHoldings(): Holdings {
  let held: Held[] = [];
  let owed = 0;

  /** What is not given back in time is taken to be spent. */
  function dropOver(nowMs: number): void {
    while (held[0] && held[0].untilMs <= nowMs) held.shift();
  }

  function pay(): void {
    for (const each of held) {
      const paid = Math.min(owed, each.left);
      each.left -= paid;
      owed -= paid;
    }
  }

  return {
    left(nowMs) {
      dropOver(nowMs);
      let sum = -owed;
      for (const { left } of held) sum += left;
      return sum;
    },
    take(quantity, nowMs) {
      dropOver(nowMs);
      owed += quantity;
      pay();
    },
    comeBack(quantity, nowMs) {
      dropOver(nowMs);
      let back = quantity - Math.min(owed, quantity);
      owed -= quantity - back;
      for (const each of held.toReversed()) {
        const part = Math.min(back, each.lease.quantity - each.left);
        each.left += part;
        back -= part;
      }
      return back;
    },
    add(lease, untilMs) {
      held.push({ lease, untilMs, left: lease.quantity });
      pay();
    },
    get size() {
      return held.at(-1)?.lease.quantity ?? 0;
    },
    release(byMs, nowMs) {
      dropOver(nowMs);
      const released = held.filter(({ untilMs }) => untilMs <= byMs);
      held = held.filter(({ untilMs }) => untilMs > byMs);
      return released.map(({ lease, left }, n) => {
        const charged = n === 0 ? owed : 0;
        owed -= charged;
        return { lease, unused: left - charged };
      });
    },
  };
}
