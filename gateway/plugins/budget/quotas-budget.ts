import { createBoundedCache } from 'platform/kernel/bounded-cache';
import { createLeases, type Leases } from 'platform/limiter/leases/leases';
import type { Fetch } from '../../data-source/data-source.ts';
import { type Balance, type Budget, RESERVATION_TTL_MS, type Refused, type Subject } from './budget.ts';
import { createCallQuotas } from './quotas/call.ts';
import { createQuotaLessor, type QuotaLessor } from './quotas/lessor.ts';

export interface QuotasBudgetOptions {
  /** The way to the quotas subgraph. */
  readonly fetch: () => Fetch;
  readonly resource: string;
  /** Keeps the budgets of those who are nobody's: addresses. */
  readonly others: Budget;
  /** Milliseconds on a clock that never goes back. Default: `performance.now`. */
  readonly nowMs?: () => number;
}

type Counted = Exclude<Subject, { readonly kind: 'address' }>;

/** A tenant or an actor, with what is leased of its budget. */
interface Account {
  readonly kind: Counted['kind'];
  readonly lessor: QuotaLessor;
  readonly leases: Leases;
}

/** What an account has decided. */
interface Share {
  readonly account: Account;
  readonly allowed: boolean;
  /** Nothing limits the account, and nothing was taken. */
  readonly isFree: boolean;
  readonly balance: Balance | undefined;
  readonly retryAfterMs: number;
}

/** Accounts that are kept. Of more, those not used for longest are forgotten: what they have leased runs out. */
const MAX_ACCOUNTS = 20_000;
/** Several times in a lease's second. */
const TIDY_INTERVAL_MS = 200;

/**
 * Budgets as policies of the quotas subgraph: all instances share them. Most operations are decided here, of what was
 * leased from them; a lease holds for a second, and so does what is known of policies.
 */
export function createQuotasBudget(options: QuotasBudgetOptions): Budget {
  const { resource, others, nowMs = () => performance.now() } = options;
  const call = createCallQuotas(options.fetch);
  const accounts = createBoundedCache<string, Account>(MAX_ACCOUNTS);

  function accountOf(subject: Counted): Account {
    const key = JSON.stringify(subject);
    const known = accounts.get(key);
    if (known) return known;
    const lessor = createQuotaLessor({ call, subject, resource, nowMs });
    const leases = createLeases({ lessor, maxLease: Number.MAX_SAFE_INTEGER, nowMs });
    const account = { kind: subject.kind, lessor, leases };
    accounts.set(key, account);
    return account;
  }

  async function share(account: Account, amount: number): Promise<Share> {
    const { leases, lessor } = account;
    const granted = { account, allowed: true, isFree: false, retryAfterMs: 0 };
    if (nowMs() < lessor.freeUntilMs) return { ...granted, isFree: true, balance: undefined };
    if (amount === 0) return { ...granted, balance: await glance(account) };
    const { allowed, remaining, retryAfterMs } = await leases.decide(amount);
    return { ...granted, allowed, balance: balanceOf(account, remaining), retryAfterMs };
  }

  /** How it stands: nothing is taken, and nothing refused. */
  async function glance(account: Account): Promise<Balance | undefined> {
    const { leases, lessor } = account;
    if (nowMs() >= lessor.knownUntilMs && (await leases.decide(1)).allowed) leases.comeBack(1);
    const { remaining } = await leases.decide(0);
    return balanceOf(account, remaining);
  }

  function balanceOf({ kind: name, lessor }: Account, remaining: number): Balance | undefined {
    const { standing, lostSinceLease } = lessor;
    if (!standing) return undefined;
    const { policy, resetAtMs } = standing;
    const resetAfterMs = resetAtMs === undefined ? {} : { resetAfterMs: Math.max(0, resetAtMs - nowMs()) };
    return { name, policy, available: remaining - lostSinceLease, ...resetAfterMs };
  }

  /** From all of them or from none: what was taken before one refused, or failed, comes back. */
  async function shareAll(subjects: readonly Counted[], amount: number): Promise<readonly Share[]> {
    const asked = subjects.map((subject) => share(accountOf(subject), amount));
    const shares = await Promise.allSettled(asked);
    const failed = shares.find((each) => each.status === 'rejected');
    const decided = shares.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
    if (!failed && decided.every(({ allowed }) => allowed)) return decided;
    const taken = decided.filter(({ allowed }) => allowed);
    await giveBackAll(taken, amount).catch(() => {});
    if (failed) throw failed.reason;
    return decided;
  }

  const timer = setInterval(() => {
    for (const { leases } of accounts.values()) leases.tidy().catch(() => {}); // a lease runs out by itself
  }, TIDY_INTERVAL_MS).unref();

  return {
    async reserve(subjects, amount) {
      const counted = subjects.filter((subject) => subject.kind !== 'address');
      if (counted.length < subjects.length) return others.reserve(subjects, amount);
      const reservedMs = nowMs();
      const shares = await shareAll(counted, amount);
      if (shares.some(({ allowed }) => !allowed)) return refused(shares, amount);
      let open = true;
      return {
        allowed: true,
        balances: balancesOf(shares),
        async settle(actual) {
          if (!open || nowMs() - reservedMs >= RESERVATION_TTL_MS) return;
          open = false;
          await giveBackAll(shares, amount - actual);
        },
      };
    },
    async close() {
      clearInterval(timer);
      await Promise.allSettled([...accounts.values()].map(({ leases }) => leases.close()));
      await others.close?.();
    },
  };
}

const giveBackAll = (shares: readonly Share[], quantity: number): Promise<unknown> =>
  Promise.all(shares.filter(({ isFree }) => !isFree).map(({ account }) => giveBack(account, quantity)));

/** To what is leased, as far as it came from there, else to who leased it. Negative: it is charged, also below zero. */
async function giveBack({ leases, lessor }: Account, quantity: number): Promise<void> {
  if (quantity < 0) {
    if (!leases.take(-quantity)) await lessor.charge(-quantity);
    return;
  }
  const over = leases.comeBack(quantity);
  if (over > 0) await lessor.refund(over);
}

const balancesOf = (shares: readonly Share[]): readonly Balance[] =>
  shares.flatMap(({ balance }) => (balance ? [balance] : []));

/** Nothing was taken, also not from those that would have allowed it. */
function refused(shares: readonly Share[], amount: number): Refused {
  const refusals = shares.filter(({ allowed }) => !allowed);
  const untouched = shares.map((share) =>
    share.allowed && share.balance
      ? { ...share, balance: { ...share.balance, available: share.balance.available + amount } }
      : share,
  );
  return {
    allowed: false,
    balances: balancesOf(untouched),
    refusedBy: refusals.map(({ account }) => account.kind),
    retryAfterMs: Math.max(...refusals.map(({ retryAfterMs }) => retryAfterMs)),
  };
}
