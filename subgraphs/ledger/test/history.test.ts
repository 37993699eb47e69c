import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import type { TenantId } from 'platform/kernel/ids';
import {
  acme,
  globex,
  openAccount,
  openLedger,
  post,
  startTestLedger,
  type TestLedger,
  transfer,
} from './harness.ts';

let ledger: TestLedger;
let book: string;
let cash: string;
let sales: string;

beforeAll(async () => {
  ledger = await startTestLedger();
  book = await openLedger(ledger);
  cash = await openAccount(ledger, book, 'cash');
  sales = await openAccount(ledger, book, 'sales', { type: 'REVENUE' });
  await post(ledger, book, transfer(cash, sales, '1'));
});
afterAll(() => ledger.close());

interface AccountEvent {
  readonly version: number;
  readonly type: string;
  readonly recordedAt: string;
  readonly effectiveAt: string;
}
interface Found {
  readonly account: {
    readonly openedAt: string;
    readonly history: {
      readonly totalCount: number;
      readonly nodes: AccountEvent[];
      readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
    };
  } | null;
}

const HISTORY = `query ($id: ID!, $first: Int, $after: Cursor) {
  account(id: $id) { openedAt history(first: $first, after: $after) {
    totalCount nodes { version type effectiveAt recordedAt actor data } pageInfo { hasNextPage endCursor } } } }`;

const history = async (id: string, page: object = {}) =>
  (await ledger.ask<Found>(HISTORY, { id, ...page })).account;

/** As it would be after further events of its life: appended as they are, whatever they are of. */
async function liveOn(id: string, events: number): Promise<void> {
  await ledger.services.unitOfWork('acme' as TenantId, (uow) =>
    uow.query(sql`
      insert into event (tenant_id, stream, version, id, type, data, effective_at, recorded_at, actor,
                         correlation_id, causation_id)
      select tenant_id, stream, version + n, id || n, type, data, effective_at, recorded_at + n, actor,
             correlation_id, causation_id
      from event cross join generate_series(1, ${events}::int) as n where stream = ${id}`),
  );
}

describe('the history of an account', () => {
  test('begins with its opening, says who did it and what it says, and has no postings', async () => {
    const account = await history(cash);
    expect(account?.history.totalCount).toBe(1);
    expect(account?.history.nodes).toEqual([
      {
        version: 1,
        type: 'ledger.account.opened.v1',
        effectiveAt: account?.openedAt,
        recordedAt: account?.openedAt,
        actor: acme.id,
        data: {
          ...{ accountId: cash, ledgerId: book, code: 'cash', name: 'cash', type: 'ASSET', currency: 'EUR' },
          ...{ overdraftFloor: null, parentId: null, metadata: null },
        },
      },
    ]);
  });

  test('comes by version, page after page, each once', async () => {
    await liveOn(sales, 4);
    const first = await history(sales, { first: 3 });
    const second = await history(sales, { first: 3, after: first?.history.pageInfo.endCursor });
    const pages = [first, second].map((account) => account?.history);
    expect(pages.flatMap((page) => page?.nodes.map(({ version }) => version))).toEqual([1, 2, 3, 4, 5]);
    expect(pages.map((page) => page?.pageInfo.hasNextPage)).toEqual([true, false]);
    expect(first?.history.totalCount).toBe(5);
  });

  test('is nobody else’s', async () => {
    expect(await ledger.ask<Found>(HISTORY, { id: cash }, globex)).toEqual({ account: null });
  });

  test.each([
    ['of none', { first: 0 }, 'first'],
    ['of 101', { first: 101 }, 'first'],
    ['after a cursor nobody handed out', { after: 'nonsense' }, 'after'],
  ])('refuses a page %s', async (_name, page, field) => {
    const { errors } = await ledger.execute(HISTORY, { id: cash, ...page });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', path: [field] });
  });
});
