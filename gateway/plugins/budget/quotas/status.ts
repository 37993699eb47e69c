import type { Policy } from 'platform/limiter/decision';

/** What is asked of each policy that is about a subject. */
export const STATUS = `{ policy { algorithm mode periodMs calendar { unit } } limit capacity remaining resetAfterMs }`;

export interface PolicyStatus {
  readonly policy: {
    readonly algorithm: string;
    readonly mode: 'ENFORCE' | 'SHADOW';
    readonly periodMs: string | null;
    readonly calendar: { readonly unit: 'DAY' | 'MONTH' } | null;
  };
  readonly limit: string;
  readonly capacity: string;
  readonly remaining: string;
  readonly resetAfterMs: string;
}

const DAY_MS = 86_400_000;
/** What clients are told of a month; when it ends they are told exactly. */
const CALENDAR_MS = { DAY: DAY_MS, MONTH: 30 * DAY_MS } as const;

/** Of the policies that refuse anything the one with the least left; undefined: there is none. */
export function tightestOf(policies: readonly PolicyStatus[]): PolicyStatus | undefined {
  const [first, ...others] = policies.filter(({ policy }) => policy.mode === 'ENFORCE');
  return others.reduce((a, b) => (a && Number(a.remaining) <= Number(b.remaining) ? a : b), first);
}

/** As headers and `throttleStatus` tell it: how much in which time, and how much at once. */
export function policyOf({ policy, limit, capacity }: PolicyStatus): Policy {
  const { periodMs, calendar } = policy;
  return {
    limit: Number(limit),
    periodMs: Number(periodMs ?? CALENDAR_MS[calendar?.unit ?? 'DAY']),
    burst: Number(capacity),
  };
}
