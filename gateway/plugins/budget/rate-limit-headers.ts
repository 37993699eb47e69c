import type { Policy } from 'platform/limiter/decision';
import type { Balance } from './budget.ts';

type Headers = Map<string, string | string[]>;

/** What is counted. The draft's registry has no unit for it yet; without one a client would take it for requests. */
const UNIT = 'cost';

/**
 * Tells how each budget stands (draft-ietf-httpapi-ratelimit-headers-11): the policy as its burst in the time that
 * brings it back, then what is available and the seconds until all of it is. `retryAfterMs`: of a refused request; no
 * window that is told ends later (section 6).
 */
export function addRateLimitHeaders(
  headers: Headers,
  balances: readonly Balance[],
  retryAfterMs?: number,
): void {
  const retryAfterS = retryAfterMs === undefined ? Number.POSITIVE_INFINITY : seconds(retryAfterMs);
  const policies = balances.map(
    ({ name, policy }) =>
      `"${name}";q=${policy.burst};qu="${UNIT}";w=${seconds(refillMs(policy, policy.burst))}`,
  );
  const limits = balances.map(({ name, policy, available, resetAfterMs }) => {
    const fullMs = resetAfterMs ?? refillMs(policy, policy.burst - available);
    const windowS = Math.min(seconds(fullMs), retryAfterS);
    return `"${name}";r=${Math.max(0, available)};t=${windowS}`;
  });
  // A field whose list is empty is not sent (RFC 9651, 4.1).
  if (balances.length > 0) {
    headers.set('ratelimit-policy', policies.join(', '));
    headers.set('ratelimit', limits.join(', '));
  }
  if (Number.isFinite(retryAfterS)) headers.set('retry-after', String(retryAfterS));
}

const refillMs = ({ limit, periodMs }: Policy, quantity: number): number => (quantity * periodMs) / limit;

const seconds = (ms: number): number => Math.ceil(ms / 1_000);
