import { badInput, PlatformError } from 'platform/errors/errors';
import type { TenantId } from 'platform/kernel/ids';
import type { Limit } from '../domain/quota/limit.ts';
import type { PolicyView } from '../read-models/policy-book/read.ts';
import { type Answer, type Ask, StoreUnavailable, type Verdict } from '../storage/stores/port.ts';
import type { Outcome, Standing, Wanted } from './outcome.ts';
import type { Services } from './services.ts';

type Deciding = Pick<Services, 'policyBook' | 'store' | 'storeHealth' | 'debts' | 'clock' | 'observe'>;

/** Takes what is wanted from all limits that are enforced, or from none, and notes what was decided. */
export async function decideQuota(
  services: Deciding,
  wanted: Wanted,
  alongside: readonly Ask[] = [],
): Promise<Outcome> {
  const { tenantId, subjects, resource, quantity } = wanted;
  const limits = await services.policyBook.limitsOf(tenantId, subjects, resource);
  if (quantity < 0) requireGivingBack(limits);
  const outcome = await takeLimits(services, tenantId, limits, quantity, alongside);
  services.observe(wanted, outcome);
  return outcome;
}

/**
 * Takes a quantity; what is over a limit in SHADOW mode is admitted too. While the store cannot be reached the policies
 * say what is answered: admitted, and charged later, when all are OPEN; else it fails with SERVICE_UNAVAILABLE.
 */
export async function takeLimits(
  services: Omit<Deciding, 'observe'>,
  tenantId: TenantId,
  limits: readonly Limit<PolicyView>[],
  quantity: number,
  alongside: readonly Ask[],
): Promise<Outcome> {
  const enforced = limits.filter(isEnforced);
  const asks = enforced.map((limit) => askOf(limit, quantity));
  try {
    const verdict = await take(services, tenantId, [...asks, ...alongside]);
    const shadows = verdict.allowed ? await takeShadows(services, tenantId, limits, quantity) : [];
    return outcomeOf(enforced, verdict, shadows);
  } catch (error) {
    if (!(error instanceof StoreUnavailable)) throw error;
    const isOpen = areOpen(limits);
    services.storeHealth.failed(isOpen ? 'open' : 'closed', error);
    if (!isOpen) {
      giveBack(services, tenantId, [...asks, ...alongside], error.taken);
      throw unavailableNow();
    }
    services.debts.add(tenantId, asks, error.taken);
    return { ...outcomeOf([], nothing(services.clock), []), owedTo: asks.map(({ key }) => key) };
  }
}

/** What is refused stays with nobody, should the store have taken it too late. */
function giveBack(
  { debts }: Pick<Deciding, 'debts'>,
  tenantId: TenantId,
  asks: readonly Ask[],
  taken: Promise<boolean>,
): void {
  const backs = asks.map((ask) => ({ ...ask, quantity: -ask.quantity }));
  debts.add(
    tenantId,
    backs,
    taken.then((isTaken) => !isTaken),
  );
}

/** Whether it is admitted while that cannot be decided. */
export async function failsOpen(
  { policyBook }: Pick<Deciding, 'policyBook'>,
  { tenantId, subjects, resource }: Wanted,
): Promise<boolean> {
  return areOpen(await policyBook.limitsOf(tenantId, subjects, resource));
}

const areOpen = (limits: readonly Limit<PolicyView>[]): boolean =>
  limits.every((limit) => !isEnforced(limit) || limit.policy.terms.failMode === 'OPEN');

/** What would be decided now; nothing is taken and nothing observed. */
export async function peekQuota(services: Deciding, wanted: Wanted): Promise<Outcome> {
  const { tenantId, subjects, resource, quantity } = wanted;
  const limits = await services.policyBook.limitsOf(tenantId, subjects, resource);
  if (quantity < 0) requireGivingBack(limits);
  return peekLimits(services, tenantId, limits, quantity);
}

export async function peekLimits(
  { store, clock }: Pick<Deciding, 'store' | 'clock'>,
  tenantId: TenantId,
  limits: readonly Limit<PolicyView>[],
  quantity: number,
): Promise<Outcome> {
  const asks = limits.map((limit) => askOf(limit, quantity));
  const verdict = asks.length > 0 ? await store.peek(tenantId, asks).catch(unavailable) : nothing(clock);
  const outcome = outcomeOf(limits, verdict, []);
  return {
    ...outcome,
    allowed: outcome.standings.every(({ limit, answer }) => answer.allowed || !isEnforced(limit)),
  };
}

/** Of what is counted by time, time alone gives back. */
function requireGivingBack(limits: readonly Limit[]): void {
  if (limits.every(({ rule }) => rule.algorithm === 'concurrency')) return;
  throw badInput('Only what CONCURRENCY counts is given back.', ['input', 'quantity']);
}

export const askOf = ({ key, rule }: Limit, quantity: number): Ask => ({ key, rule, quantity });

export const isEnforced = ({ policy }: Limit): boolean => policy.terms.mode === 'ENFORCE';

async function take(
  { store, storeHealth, clock }: Pick<Deciding, 'store' | 'storeHealth' | 'clock'>,
  tenantId: TenantId,
  asks: readonly Ask[],
): Promise<Verdict> {
  if (asks.length === 0) return nothing(clock);
  const verdict = await store.decide(tenantId, asks);
  storeHealth.answered();
  return verdict;
}

const nothing = (clock: Services['clock']): Verdict => ({
  allowed: true,
  answers: [],
  atMs: Number(clock.now() / 1_000n),
});

/** Each for itself: one that is used up keeps nobody from counting on in the others, and one not reached nobody at all. */
async function takeShadows(
  { store }: Pick<Deciding, 'store'>,
  tenantId: TenantId,
  limits: readonly Limit<PolicyView>[],
  quantity: number,
): Promise<readonly Standing[]> {
  const shadows = limits.filter((limit) => !isEnforced(limit));
  const verdicts = shadows.map((limit) => store.decide(tenantId, [askOf(limit, quantity)]));
  const settled = await Promise.allSettled(verdicts);
  return shadows.flatMap((limit, index) => {
    const verdict = settled[index];
    const answer = verdict?.status === 'fulfilled' ? verdict.value.answers[0] : undefined;
    return answer ? [{ limit, answer }] : [];
  });
}

const outcomeOf = (
  limits: readonly Limit<PolicyView>[],
  { allowed, answers, atMs }: Verdict,
  shadows: readonly Standing[],
): Outcome => ({
  allowed,
  standings: [...limits.map((limit, index) => ({ limit, answer: answers[index] as Answer })), ...shadows],
  alongside: answers.slice(limits.length),
  atMs,
});

export const unavailableNow = (): PlatformError =>
  new PlatformError('SERVICE_UNAVAILABLE', 'Quotas cannot be read now: try again.');

function unavailable(error: unknown): never {
  throw error instanceof StoreUnavailable ? unavailableNow() : error;
}
