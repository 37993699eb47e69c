import type { TenantId } from 'platform/kernel/ids';
import type { Decision } from 'platform/limiter/decision';
import type { Rule } from 'platform/limiter/rule';

/** A quantity of what a key counts, wanted or to be corrected. */
export interface Ask {
  /** What is counted, one name for each subject, resource and policy of a tenant: at most MAX_KEY_LENGTH characters. */
  readonly key: string;
  readonly rule: Rule;
  /** Whole, 0 to MAX_QUANTITY. Negative: comes back (`concurrency`: refused when less than that is held). */
  readonly quantity: number;
  /**
   * A correction of what was taken (`settle` of platform/limiter): a quantity is taken also when it is not there, which
   * is a debt, and what comes back goes no higher than to the burst. Never refused. Default: false.
   */
  readonly forced?: boolean;
}

/** How one ask stands; of those of a call that was refused, as if nothing had been asked. */
export type Answer = Omit<Decision<never>, 'state'>;

export interface Verdict {
  /** All asks are: they were taken. Otherwise nothing was taken of any. */
  readonly allowed: boolean;
  /** One for each ask, in their order. */
  readonly answers: readonly Answer[];
  /** When it was decided, by the store's clock: milliseconds since 1970. */
  readonly atMs: number;
}

/**
 * Who counts for all instances. Every time is the store's clock, so instances' clocks may differ. A call rejects with
 * StoreUnavailable when the store has not answered CALL_TIMEOUT_MS after it was sent (PostgreSQL: when it is silent), as
 * do those that wait behind it, and at once while the store is known to be down.
 *
 * What has a life of its own and may be ended once (a reservation, a lease) is a key of its own beside the one it
 * draws on, counted by `concurrency` for as long as it lives:
 *
 *     // taken for 60 s at the longest
 *     decide(tenantId, [{ key, rule, quantity: 10 },
 *       { key: `reservation/${id}`, rule: { algorithm: 'concurrency', limit: 10, periodMs: 60_000 }, quantity: 10 }])
 *     // settled as 7: refused when it was settled before, or is too late
 *     decide(tenantId, [{ key, rule, quantity: 7 - 10, forced: true },
 *       { key: `reservation/${id}`, rule: { … }, quantity: -10 }])
 */
export interface QuotaStore {
  /** Takes all asks of a call, or none of them. Their keys differ; MAX_ASKS at the most. */
  decide(tenantId: TenantId, asks: readonly Ask[]): Promise<Verdict>;
  /** What `decide` would answer now; nothing is taken. */
  peek(tenantId: TenantId, asks: readonly Ask[]): Promise<Verdict>;
  /** Forgets what was counted of these keys: they begin anew. */
  reset(tenantId: TenantId, keys: readonly string[]): Promise<void>;
  close(): Promise<void>;
}

export const CALL_TIMEOUT_MS = 40;
export const MAX_ASKS = 16;
export const MAX_KEY_LENGTH = 512;
/** So that a limit's parts stay whole numbers. */
export const MAX_QUANTITY = 1_000_000_000;

/** The store did not answer in time, or is known not to answer now. */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable';
  /**
   * Whether the quantities were taken after all, once that is known: an answer may come late. What stays without one
   * is false.
   */
  readonly taken: Promise<boolean>;

  constructor(message: string, taken: Promise<boolean>, options?: ErrorOptions) {
    super(message, options);
    this.taken = taken;
  }
}
