import type { Terms } from '../../../subgraphs/quotas/domain/policy/policy.ts';
import type { Decided, Outcome } from './replay.ts';

/** Subjects that are named. */
const MAX_NAMED = 3;

/** The policy in one line. */
export function describePolicy(policy: Terms): string {
  const { name, algorithm, limit, periodMs, burst, calendar, subject, resource } = policy;
  const period = calendar
    ? `a ${calendar.unit.toLowerCase()} in ${calendar.timeZone}`
    : duration(periodMs ?? 0);
  const atOnce = burst === null ? '' : `, ${amount(burst)} at once`;
  const of = `${resource} for each ${subject.kind.toLowerCase().replace('_', ' ')} ${subject.pattern}`;
  return `${name}: ${algorithm} of ${amount(limit)} in ${period}${atOnce}, ${of}`;
}

/** What became of the requests: █ admitted, ░ refused. */
export function summary({ decisions, capacity }: Outcome): string[] {
  const refused = decisions.filter(({ allowed }) => !allowed);
  const admitted = decisions.filter(({ allowed }) => allowed);
  return [
    `█ admitted  ${share(admitted, decisions)}`,
    `░ refused   ${share(refused, decisions)}${mostRefused(refused)}`,
    `▁ left      ${amount(leastLeft(decisions))} of ${amount(capacity)} at the least`,
    `longest wait ${longestWait(refused)}`,
  ];
}

const leastLeft = (decisions: readonly Decided[]): number =>
  decisions.reduce((least, { remaining }) => Math.min(least, remaining), Number.POSITIVE_INFINITY);

function share(part: readonly Decided[], all: readonly Decided[]): string {
  const percent = ((100 * part.length) / all.length).toFixed(1);
  const quantity = part.reduce((sum, each) => sum + each.quantity, 0);
  return `${amount(part.length)} of ${amount(all.length)} requests (${percent} %), ${amount(quantity)} in all`;
}

function mostRefused(refused: readonly Decided[]): string {
  const bySubject = Map.groupBy(refused, ({ subject }) => subject);
  const counts = [...bySubject].map(([subject, of]) => [subject, of.length] as const);
  const named = counts.sort((one, other) => other[1] - one[1]).slice(0, MAX_NAMED);
  return named.length > 0
    ? `: ${named.map(([subject, count]) => `${subject} ${amount(count)}`).join(', ')}`
    : '';
}

/** Of what would ever have been admitted. */
function longestWait(refused: readonly Decided[]): string {
  const waits = refused.filter(({ retryAfterMs }) => Number.isFinite(retryAfterMs));
  const never = refused.length - waits.length;
  const longest = waits.reduce((most, { retryAfterMs }) => Math.max(most, retryAfterMs), 0);
  const rest = never > 0 ? `; ${amount(never)} could never be admitted` : '';
  return `${waits.length > 0 ? duration(longest) : 'none'}${rest}`;
}

const amount = (value: number): string => value.toLocaleString('en');

function duration(ms: number): string {
  if (ms < 1_000) return `${ms} ms`;
  const seconds = ms / 1_000;
  if (seconds < 120) return `${Number(seconds.toFixed(1))} s`;
  return seconds < 7_200 ? `${Math.round(seconds / 60)} min` : `${Number((seconds / 3_600).toFixed(1))} h`;
}
