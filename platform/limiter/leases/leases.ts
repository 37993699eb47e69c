import { createDemand } from './demand.ts';
import { createHoldings, type Released } from './holdings.ts';
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

/** A quantity that was not there. */
interface Lacking {
  readonly thereAtMs: number;
  /** It is believed until then: somebody may give back, or a rule change. */
  readonly untilMs: number;
}

/** One key's rule, as one instance of many sees it. */
export interface Leases {
  /** Takes a quantity if what is leased covers it, and waits for nobody. */
  take(quantity: number): boolean;
  /** Takes a quantity, of a new lease where that is needed. Rejects as the lessor does. */
  decide(quantity: number): Promise<LeasedDecision>;
  /**
   * What was taken and is not needed is there again. Returns what was taken of leases that are over by now: it has its
   * place where all instances are counted.
   */
  comeBack(quantity: number): number;
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
const MIN_RETRY_MS = 1;
/** Quantities are told apart, for each has its own time to wait; of more, what is known is forgotten. */
const MAX_LACKING = 1_000;
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
 * the one that is used and the next; what comes back beyond that is given back. An instance that is killed takes what it had leased with it.
 */
export function createLeases({ lessor, maxLease, nowMs = () => performance.now() }: LeasesOptions): Leases {
  const holdings = createHoldings();
  const demand = createDemand(nowMs());
  let ttlMs = FIRST_TTL_MS;
  let elsewhere = 0;
  /** Quantities that were not there. */
  const lacking = new Map<number, Lacking>();
  let asking: Promise<void> | undefined;
  let late = 0;
  /** Nobody takes what was acquired for who came before. */
  const line = createLine({ answer: decideHeld, more: (quantity: number) => ask(missing(quantity)) });

  const isLacking = (quantity: number): boolean => nowMs() < (lacking.get(quantity)?.untilMs ?? 0);

  function take(quantity: number): boolean {
    demand.add(quantity);
    return takeHeld(quantity);
  }

  function takeHeld(quantity: number): boolean {
    const now = nowMs();
    const left = holdings.left(now) - quantity;
    if (left < 0) return false;
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
    else noteLacking(atLeast, retryAfterMs);
  }

  function noteLacking(quantity: number, retryAfterMs: number): void {
    const now = nowMs();
    if (lacking.size >= MAX_LACKING) lacking.clear();
    const thereAtMs = now + Math.max(MIN_RETRY_MS, retryAfterMs);
    lacking.set(quantity, { thereAtMs, untilMs: Math.min(thereAtMs, now + ttlMs) });
  }

  const decision = (allowed: boolean, retryAfterMs = 0): LeasedDecision => ({
    ...{ allowed, retryAfterMs },
    remaining: elsewhere + holdings.left(nowMs()),
  });

  const waitFor = (quantity: number): number =>
    Math.max(MIN_RETRY_MS, Math.ceil((lacking.get(quantity)?.thereAtMs ?? 0) - nowMs()));

  const missing = (quantity: number): number => quantity - holdings.left(nowMs());

  /** Undefined: only a new lease can tell. */
  function decideHeld(quantity: number): LeasedDecision | undefined {
    if (takeHeld(quantity)) return decision(true);
    const needed = missing(quantity);
    return isLacking(needed) ? decision(false, waitFor(needed)) : undefined;
  }

  async function giveBack(released: readonly Released[]): Promise<void> {
    const unused = released.filter((each) => each.unused > 0);
    await Promise.all(unused.map((each) => lessor.giveBack(each.lease, each.unused)));
  }

  return {
    take,
    async decide(quantity) {
      demand.add(quantity);
      const mayPass = line.length === 0 || quantity === 0;
      return (mayPass && decideHeld(quantity)) || line.join(quantity);
    },
    comeBack(quantity) {
      const over = holdings.comeBack(quantity, nowMs());
      giveBack(holdings.releaseBeyondTwo()).catch(() => {}); // they run out by themselves
      return over;
    },
    tidy: () => giveBack(holdings.release(nowMs() + ttlMs * RETURN_BEFORE, nowMs())),
    async close() {
      await asking?.catch(() => {});
      await giveBack(holdings.release(Number.POSITIVE_INFINITY, nowMs()));
    },
  };
}
