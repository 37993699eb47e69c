import { beforeEach, describe, expect, test } from '@jest/globals';
import { type Budget, BudgetClosed, type Subject } from '../../budget/budget.ts';
import { createDebit } from '../../budget/debit.ts';
import { createMemoryBudget } from '../../budget/memory-budget.ts';

const acme: Subject = { kind: 'tenant', id: 'acme' };
const alice: Subject = { kind: 'actor', tenantId: 'acme', id: 'alice' };
const policies = {
  tenant: { limit: 10, periodMs: 1_000, burst: 100 },
  actor: { limit: 5, periodMs: 1_000, burst: 40 },
  address: undefined,
};

const clock = { nowMs: 0 };
let budget: Budget;
const failures: unknown[] = [];
const health = { answered: () => {}, failed: (error: unknown) => failures.push(error) };
const debitOf = (onStoreFailure: 'open' | 'closed', of: Budget = budget) =>
  createDebit({ budget: of, onStoreFailure, health });

beforeEach(() => {
  clock.nowMs = 0;
  failures.length = 0;
  budget = createMemoryBudget(policies, () => clock.nowMs);
});

describe('what was spent already', () => {
  test('is taken from all subjects, down to nothing', async () => {
    const debit = debitOf('open');
    expect(await debit([acme, alice], 40, 2)).toBeUndefined();
    const { balances } = await budget.reserve([acme, alice], 0);
    expect(balances.map(({ available }) => available)).toEqual([60, 0]);
  });

  test('is taken below zero too: RATE_LIMITED by those that are overdrawn, until what is needed is there again', async () => {
    const refusal = await debitOf('open')([acme, alice], 45, 2);
    expect(refusal).toMatchObject({
      code: 'RATE_LIMITED',
      details: { cost: 2, refusedBy: ['actor'], retryAfterMs: (5 + 2) * 200 },
    });
    clock.nowMs = 1_399;
    expect(await budget.reserve([alice], 2)).toMatchObject({ allowed: false });
    clock.nowMs = 1_400;
    expect(await budget.reserve([alice], 2)).toMatchObject({ allowed: true });
  });

  test('of a budget that never holds what is needed: until it is full', async () => {
    const refusal = await debitOf('open')([alice], 41, 1_000);
    expect(refusal?.details).toMatchObject({ retryAfterMs: 41 * 200 });
  });

  test('of a budget that comes back all at once: until it does', async () => {
    const balance = { name: 'tenant', policy: policies.tenant, available: 3, resetAfterMs: 60_000 };
    const reserved = { allowed: true as const, balances: [balance], settle: async () => {} };
    const monthly = { reserve: async () => reserved };
    expect(await debitOf('open', monthly)([acme], 4, 1)).toMatchObject({ details: { retryAfterMs: 60_000 } });
  });

  test('of a budget that refuses even nothing: RATE_LIMITED as it says', async () => {
    const refused = { allowed: false as const, balances: [], refusedBy: ['actor'], retryAfterMs: 500 };
    const strict = { reserve: async () => refused };
    expect(await debitOf('open', strict)([alice], 4, 1)).toMatchObject({
      details: { refusedBy: ['actor'], retryAfterMs: 500 },
    });
  });

  test('of subjects without a policy is nobody’s', async () => {
    expect(await debitOf('closed')([{ kind: 'address', id: '192.0.2.1' }], 1_000, 1)).toBeUndefined();
  });
});

describe('when the store cannot be reached', () => {
  const gone = { reserve: () => Promise.reject(new Error('connect ECONNREFUSED')) };

  test('open: nobody is refused', async () => {
    expect(await debitOf('open', gone)([alice], 5, 1)).toBeUndefined();
    expect(failures).toHaveLength(1);
  });

  test('closed: SERVICE_UNAVAILABLE', async () => {
    expect(await debitOf('closed', gone)([alice], 5, 1)).toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
    expect(failures).toHaveLength(1);
  });

  test('and a policy fails closed: SERVICE_UNAVAILABLE', async () => {
    const closed = { reserve: () => Promise.reject(new BudgetClosed('the quotas are away')) };
    expect(await debitOf('open', closed)([alice], 5, 1)).toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
  });
});
