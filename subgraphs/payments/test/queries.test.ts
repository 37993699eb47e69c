import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { newId } from 'platform/kernel/ids';
import { createPaymentLoaders } from '../use-cases/paymentLoaders.ts';
import { ask, create, errorCode, eventually, isSettlement, paymentOf } from './api.ts';
import { actorOf, startStack, type TestStack, tenant } from './stack.ts';

const alice = actorOf('acme');
let stack: TestStack;
/** In the order in which they were created; the third is in dollars, the last one has been paid and settled. */
const ids: string[] = [];

beforeAll(async () => {
  stack = await startStack();
  for (const currency of ['EUR', 'EUR', 'USD', 'EUR']) {
    ids.push(paymentOf(await create(stack, alice, { amount: { amount: '7', currency } })).id);
  }
  ids.push(paymentOf(await create(stack, alice, { confirm: true })).id);
  await eventually(stack, alice, ids[4] ?? '', isSettlement('SETTLED'));
  await create(stack, actorOf('globex'));
});
afterAll(() => stack.close());

interface Page {
  readonly nodes: { readonly id: string; readonly createdAt: string }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly totalCount: number;
}

const LIST = `query ($filter: PaymentFilter, $first: Int, $after: Cursor) {
  payments(filter: $filter, first: $first, after: $after) {
    nodes { id createdAt } pageInfo { hasNextPage endCursor } totalCount } }`;

const list = async (variables: object = {}): Promise<Page> =>
  (await ask<{ payments: Page }>(stack, alice, LIST, variables)).payments;

const idsOf = ({ nodes }: Page): string[] => nodes.map(({ id }) => id);

describe('payments', () => {
  test("lists the tenant's payments, the last created first", async () => {
    const page = await list();
    expect(idsOf(page)).toEqual(ids.toReversed());
    expect(page).toMatchObject({ totalCount: 5, pageInfo: { hasNextPage: false } });
  });

  test('goes page by page without gap or repetition', async () => {
    const seen: string[] = [];
    for (let after: string | null = null, more = true; more; ) {
      const page: Page = await list({ first: 2, after });
      seen.push(...idsOf(page));
      ({ hasNextPage: more, endCursor: after } = page.pageInfo);
    }
    expect(seen).toEqual(ids.toReversed());
  });

  test('filters by status and by currency', async () => {
    expect(idsOf(await list({ filter: { status: 'SUCCEEDED' } }))).toEqual([ids[4]]);
    expect(idsOf(await list({ filter: { currency: 'USD' } }))).toEqual([ids[2]]);
    const both = await list({ filter: { status: 'REQUIRES_CONFIRMATION', currency: 'EUR' }, first: 1 });
    expect(both).toMatchObject({ nodes: [{ id: ids[3] }], totalCount: 3 });
  });

  test('filters by creation, from inclusive, to exclusive', async () => {
    const [newest, second] = (await list()).nodes;
    const from = await list({ filter: { createdFrom: newest?.createdAt } });
    expect(idsOf(from)).toEqual([newest?.id]);
    const between = { createdFrom: second?.createdAt, createdTo: newest?.createdAt };
    expect(idsOf(await list({ filter: between }))).toEqual([second?.id]);
    expect(idsOf(await list({ filter: { createdTo: '1970-01-01T00:00:00Z' } }))).toEqual([]);
  });

  test.each([{ first: 0 }, { first: 101 }, { after: 'nonsense' }])('refuses %p', async (page) => {
    expect(await errorCode(stack, alice, LIST, page)).toBe('BAD_USER_INPUT');
  });
});

describe('across the federation', () => {
  const ENTITIES = `query ($r: [_Any!]!) { _entities(representations: $r) {
    ... on Payment { status ledgerTransaction { id } }
    ... on Transaction { id payment { id status } } } }`;

  const entities = async (r: object[], actor = alice): Promise<unknown[]> =>
    (await ask<{ _entities: unknown[] }>(stack, actor, ENTITIES, { r }))._entities;

  test('a payment is found by its id, and leads to its transaction', async () => {
    const representations = [ids[4], ids[0], newId('pay')].map((id) => ({ __typename: 'Payment', id }));
    expect(await entities(representations)).toEqual([
      { status: 'SUCCEEDED', ledgerTransaction: { id: expect.stringMatching(/^txn_/) } },
      { status: 'REQUIRES_CONFIRMATION', ledgerTransaction: null },
      null,
    ]);
  });

  test('a transaction leads back to its payment; one of somebody else leads nowhere', async () => {
    const [paid] = (await entities([{ __typename: 'Payment', id: ids[4] }])) as {
      ledgerTransaction: { id: string };
    }[];
    const id = paid?.ledgerTransaction.id;
    const other = newId('txn');
    const representations = [id, other].map((id) => ({ __typename: 'Transaction', id }));
    expect(await entities(representations)).toEqual([
      { id, payment: { id: ids[4], status: 'SUCCEEDED' } },
      { id: other, payment: null },
    ]);
    expect(await entities(representations, actorOf('globex'))).toMatchObject([
      { payment: null },
      { payment: null },
    ]);
  });

  test('what one request asks for is fetched in one unit of work', async () => {
    let opened = 0;
    const loaders = createPaymentLoaders((tenantId, work) => {
      opened++;
      return stack.database.unitOfWork(tenantId, work);
    }, tenant('acme'));
    const found = await loaders.payments.loadMany(ids as never);
    expect(found.map((row) => row?.id)).toEqual(ids);
    await Promise.all([newId('txn'), newId('txn')].map((id) => loaders.paymentsByTransaction.load(id)));
    expect(opened).toBe(2);
  });
});
