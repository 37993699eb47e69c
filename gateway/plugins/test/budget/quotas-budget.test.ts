import { expect, test } from '@jest/globals';
import { createMemoryBudget } from '../../budget/memory-budget.ts';
import { createQuotasBudget } from '../../budget/quotas-budget.ts';

const policy = { algorithm: 'TOKEN_BUCKET', mode: 'ENFORCE', periodMs: '1000', calendar: null };
const exhausted = { policy, limit: '1', capacity: '10', remaining: '4', resetAfterMs: '6000' };

test('A lease that is given while the store cannot say what is left changes nothing of what is known of the policy', async () => {
  const answers = [
    { __typename: 'QuotaExceeded', retryAfterMs: '3000', policies: [exhausted] },
    {
      __typename: 'AcquireLeaseSuccess',
      lease: { id: 'lease', quantity: '1', ttlMs: 1_000 },
      quota: { policies: [] },
    },
  ];
  const budget = createQuotasBudget({
    fetch: () => async () => ({ data: { answer: answers.shift() } }),
    resource: 'graphql.cost',
    others: createMemoryBudget({ tenant: undefined, actor: undefined, address: undefined }),
    nowMs: () => 0,
  });
  const reserve = (amount: number) => budget.reserve([{ kind: 'tenant', id: 'acme' }], amount);
  const first = await reserve(5);
  expect(first).toMatchObject({ allowed: false, balances: [{ name: 'tenant', available: 4 }] });
  await reserve(1);
  expect(await reserve(5)).toMatchObject({ allowed: false, balances: [{ name: 'tenant' }] });
});
