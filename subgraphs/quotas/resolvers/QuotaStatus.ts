import type { QuotaStatusResolvers } from '../generated/resolvers.ts';
import type { PolicyStatusView, QuotaView } from '../use-cases/quotaView.ts';

export const QuotaStatus: QuotaStatusResolvers = {
  limit: (quota) => wholeNumber(tightest(quota)?.limit),
  remaining: (quota) => wholeNumber(tightest(quota)?.remaining),
  resetAt: (quota) => tightest(quota)?.resetAt ?? null,
  undecided: ({ undecided = false }) => undecided,
};

/** The enforced policy with the least left. */
const tightest = ({ policies }: QuotaView): PolicyStatusView | undefined =>
  policies
    .filter(({ policy }) => policy.terms.mode === 'ENFORCE')
    .reduce<PolicyStatusView | undefined>(
      (least, status) => (least && least.remaining <= status.remaining ? least : status),
      undefined,
    );

const wholeNumber = (value: number | undefined): bigint | null =>
  value === undefined ? null : BigInt(value);
