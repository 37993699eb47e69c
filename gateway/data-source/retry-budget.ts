export interface RetryBudgetSettings {
  /** Retries per fetch, on average. */
  readonly ratio: number;
  /** Retries a second that are allowed however few fetches there are. */
  readonly minPerSecond: number;
}

/**
 * Keeps retries a small part of the traffic, so that they cannot bring down what is already in trouble (the idea of
 * Finagle's RetryBudget): each fetch pays in a part of a retry, each retry takes out a whole one.
 */
export interface RetryBudget {
  payIn(): void;
  /** False, and nothing taken, when there is not enough. */
  takeOut(): boolean;
}

/** What is not used is kept for so long. */
const KEPT_S = 10;

/** `now` is a clock in ms. */
export function createRetryBudget(
  { ratio, minPerSecond }: RetryBudgetSettings,
  now: () => number = () => performance.now(),
): RetryBudget {
  const maximum = Math.max(minPerSecond, 1) * KEPT_S;
  let balance = minPerSecond;
  let seenAt = now();
  return {
    payIn() {
      balance = Math.min(balance + ratio, maximum);
    },
    takeOut() {
      const at = now();
      balance = Math.min(balance + ((at - seenAt) / 1_000) * minPerSecond, maximum);
      seenAt = at;
      if (balance < 1) return false;
      balance -= 1;
      return true;
    },
  };
}
