import { createDemand } from './demand.ts';
import { createHoldings } from './holdings.ts';
import type { Grant, Lessor } from './lessor.ts';
import { createLine } from './line.ts';

export interface LeasesOptions {
  readonly lessor: Lessor;
  /** The largest lease that is asked for, unless one quantity is larger: a small part of the burst. */
  readonly maxLease: number;
  /** Milliseconds on a clock that never goes back. Default: `performance.now`. */
  readonly nowMs?: () => number;
}

/** How a quantity was decided in this instance. */
export interface LeasedDecision {
  readonly allowed: boolean;
  /** What is left here and, as far as is known here, for others. */
  readonly remaining: number;
  /** Until the same may be allowed; Infinity: never. 0 when it is allowed. */
  readonly retryAfterMs: number;
}

/** One key's rule, as one instance of many sees it. */
export interface Leases {
  /** Takes a quantity if what is leased covers it, and waits for nobody. */
  take(quantity: number): boolean;
  /** Takes a quantity, of a new lease where that is needed. Rejects as the lessor does. */
  decide(quantity: number): Promise<LeasedDecision>;
  /**
   * Corrects what was taken: `difference` is there again, or goes, when it is negative, also when it is not there.
   * Returns what was taken of leases that are over by now: it has its place where all instances are counted.
   */
  settle(difference: number): number;
  /** Gives back what is not used, in time. To be called several times in a lease's time. */
  tidy(): Promise<void>;
  /** Gives everything back. */
  close(): Promise<void>;
}

/** A lease is to last for this part of its time, so that what is not used after all goes back early. */
const LASTING = 0.5;
/** The next one is acquired when this part of the newest is left. */
const LOW = 0.25;
/** A lease goes back when this part of its time is left: the way there takes time, too. */
const RETURN_BEFORE = 0.2;
/** Who found too little asks again after this at the earliest. */
export const MIN_RETRY_MS = 5;
/** So many leases in a row may be over before they are here, as when this process stood still; of more, those who wait hear. */
const MAX_LATE = 2;
/** Until the lessor says it. */
const FIRST_TTL_MS = 1_000;

/**
 * Decides for one key in this process, of leases: parts of the rule that were charged where all instances are counted,
 * for a time, and as large as the demand here. What is not used goes back.
 *
 * From when the key was first counted, all instances together admit no more than the rule allows (burst + rate × t). In
 * any time in between they may admit, beyond that, what was leased out when it began: at most instances × two leases,
 * the one that is used and the next. An instance that is killed takes what it had leased with it.
 */
export function createLeases({ lessor, maxLease, nowMs = () => performance.now() }: LeasesOptions): Leases {
  const holdings = createHoldings();
  const demand = createDemand(nowMs());
  let ttlMs = FIRST_TTL_MS;
  let elsewhere = 0;
  /** So much, or more, was not there, and will not be before. */
  let lacking = { quantity: Number.POSITIVE_INFINITY, untilMs: 0 };
  let asking: Promise<void> | undefined;
  let late = 0;
  /** Nobody takes what was acquired for who came before. */
  const line = createLine({ answer: decideHeld, more: (quantity: number) => ask(missing(quantity)) });

  const isLacking = (quantity: number): boolean => quantity >= lacking.quantity && nowMs() < lacking.untilMs;

  function take(quantity: number): boolean {
    demand.add(quantity);
    return takeHeld(quantity);
  }

  function takeHeld(quantity: number): boolean {
    const now = nowMs();
    const left = holdings.left(now) - quantity;
    if (left < 0 && quantity > 0) return false;
    holdings.take(quantity, now);
    if (left < holdings.size * LOW && !isLacking(1)) ask(1).catch(() => {}); // whoever needs it will hear of it
    return true;
  }

  /** One at a time: whoever comes meanwhile waits for the same. */
  function ask(atLeast: number): Promise<void> {
    asking ??= acquire(atLeast).finally(() => {
      asking = undefined;
    });
    return asking;
  }

  async function acquire(atLeast: number): Promise<void> {
    const askedMs = nowMs();
    const usual = Math.min(maxLease, Math.ceil(demand.expectedIn(ttlMs * LASTING, askedMs)));
    note(await lessor.acquire(Math.max(usual, atLeast), atLeast), atLeast, askedMs);
  }

  function note({ lease, remaining, retryAfterMs, ...grant }: Grant, atLeast: number, askedMs: number): void {
    ttlMs = grant.ttlMs;
    late = lease && nowMs() >= askedMs + ttlMs ? late + 1 : 0;
    if (late > MAX_LATE) throw new Error('Leases are over before they are here');
    elsewhere = remaining;
    if (lease) holdings.add(lease, askedMs + ttlMs);
    else lacking = { quantity: atLeast, untilMs: nowMs() + Math.max(MIN_RETRY_MS, retryAfterMs) };
  }

  const decision = (allowed: boolean): LeasedDecision => ({
    allowed,
    remaining: elsewhere + holdings.left(nowMs()),
    retryAfterMs: allowed ? 0 : Math.max(MIN_RETRY_MS, Math.ceil(lacking.untilMs - nowMs())),
  });

  const missing = (quantity: number): number => quantity - holdings.left(nowMs());

  /** Undefined: only a new lease can tell. */
  function decideHeld(quantity: number): LeasedDecision | undefined {
    if (takeHeld(quantity)) return decision(true);
    return isLacking(missing(quantity)) ? decision(false) : undefined;
  }

  /** What was used beyond all leases is charged by the next one. */
  async function payDebt(): Promise<void> {
    const owed = missing(0);
    if (owed > 0) await ask(owed);
  }

  async function release(byMs: number): Promise<void> {
    const released = holdings.release(byMs, nowMs()).filter(({ unused }) => unused !== 0);
    await Promise.all(released.map(({ lease, unused }) => lessor.giveBack(lease, unused)));
  }

  return {
    take,
    async decide(quantity) {
      demand.add(quantity);
      const mayPass = line.length === 0 || quantity === 0;
      return (mayPass && decideHeld(quantity)) || line.join(quantity);
    },
    settle(difference) {
      if (difference >= 0) return holdings.comeBack(difference, nowMs());
      holdings.take(-difference, nowMs());
      return 0;
    },
    async tidy() {
      await payDebt();
      await release(nowMs() + ttlMs * RETURN_BEFORE);
    },
    async close() {
      await asking?.catch(() => {});
      await payDebt();
      await release(Number.POSITIVE_INFINITY);
    },
  };
}
