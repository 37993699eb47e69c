import { hasBurst } from '../../../subgraphs/quotas/domain/policy/check.ts';
import type { Terms } from '../../../subgraphs/quotas/domain/policy/policy.ts';
import { replay } from './replay.ts';
import type { Request } from './trace.ts';

/** The limit is sought up to so many times the policy's. */
const MOST = 1_024;

/** The least limit that would have refused no more than so many per cent of the requests; the burst grows along. */
export function suggestion(policy: Terms, requests: readonly Request[], percent: number): string {
  const refusedBy = (limit: number): number => refusedPercent(withLimit(policy, limit), requests);
  const most = Math.floor(Math.min(policy.limit * MOST, Number.MAX_SAFE_INTEGER / (policy.periodMs ?? 1)));
  if (refusedBy(most) > percent)
    return `No limit up to ${amount(most)} would have refused ${percent} % or less.`;
  let [least, enough] = [0, most];
  while (enough - least > 1) {
    const limit = Math.floor((least + enough) / 2);
    if (refusedBy(limit) > percent) least = limit;
    else enough = limit;
  }
  const { burst } = withLimit(policy, enough);
  const beside = burst === null ? '' : ` with a burst of ${amount(burst)}`;
  const refused = refusedBy(enough).toFixed(2);
  return `To refuse ${percent} % or less: a limit of ${amount(enough)}${beside} would have refused ${refused} %.`;
}

function withLimit(policy: Terms, limit: number): Terms {
  if (!hasBurst(policy)) return { ...policy, limit };
  return {
    ...policy,
    limit,
    burst: Math.max(1, Math.ceil(((policy.burst ?? limit) * limit) / policy.limit)),
  };
}

function refusedPercent(policy: Terms, requests: readonly Request[]): number {
  const { decisions } = replay(policy, requests);
  return (100 * decisions.filter(({ allowed }) => !allowed).length) / Math.max(1, decisions.length);
}

const amount = (value: number): string => value.toLocaleString('en');
