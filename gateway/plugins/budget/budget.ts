import type { Policy } from 'platform/limiter/decision';

/** Who pays for an operation. */
export type Subject =
  | { readonly kind: 'tenant'; readonly id: string }
  | { readonly kind: 'actor'; readonly id: string; readonly tenantId: string }
  /** Somebody anonymous, by where the request came from. */
  | { readonly kind: 'address'; readonly id: string };

/** How one subject stands. */
export interface Balance {
  /** The policy's name, as clients see it. */
  readonly name: string;
  readonly policy: Policy;
  /** Cost points; below zero while a debt is paid off. */
  readonly available: number;
  /** Until all of it is there again, where time does not bring it evenly. */
  readonly resetAfterMs?: number;
}

export interface Reserved {
  readonly allowed: true;
  /** With what was reserved taken off. None: no policy is about these subjects. */
  readonly balances: readonly Balance[];
  /**
   * Says what was spent: less comes back, never above the burst; more is taken too, also below zero. A reservation that
   * is not settled within RESERVATION_TTL_MS stays charged in full, and so does one that is settled later.
   */
  settle(actual: number): Promise<void>;
}

export interface Refused {
  readonly allowed: false;
  readonly balances: readonly Balance[];
  /** The names of the policies that refuse. */
  readonly refusedBy: readonly string[];
  /** Until all of them would allow it; Infinity: never. */
  readonly retryAfterMs: number;
}

export const RESERVATION_TTL_MS = 60_000;

/** The port to whoever keeps the budgets. */
export interface Budget {
  /**
   * Takes an amount of cost points from all subjects, or, when one of them has not got it, from none. Rejects, and that
   * soon, when the store cannot be reached.
   */
  reserve(subjects: readonly Subject[], amount: number): Promise<Reserved | Refused>;
  /** Gives back what it holds of what others count. */
  close?(): Promise<void>;
}

/** Who keeps the budgets cannot count now, and a policy says that nothing is to be executed then. */
export class BudgetClosed extends Error {
  override readonly name = 'BudgetClosed';
}
