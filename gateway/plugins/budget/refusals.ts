import { PlatformError } from 'platform/errors/errors';
import type { Refused } from './budget.ts';

/** RATE_LIMITED, with what the operation costs, whose budgets refuse it, and when they would not. */
export function rateLimited(
  { refusedBy, retryAfterMs }: Pick<Refused, 'refusedBy' | 'retryAfterMs'>,
  cost: number,
): PlatformError {
  const wait = Number.isFinite(retryAfterMs) ? { retryAfterMs } : {};
  const message = `The budget of this ${refusedBy.join(' and this ')} does not cover the operation now.`;
  return new PlatformError('RATE_LIMITED', message, { cost, refusedBy, ...wait });
}

/** What `onStoreFailure: closed` answers. */
export const budgetsUnreadable = (): PlatformError =>
  new PlatformError('SERVICE_UNAVAILABLE', 'Budgets cannot be read now: try again.');
