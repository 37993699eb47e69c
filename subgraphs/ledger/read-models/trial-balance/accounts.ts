import { sql } from 'kysely';
import {
  type Connection,
  connectionOf,
  keyset,
  type PageArguments,
  parsePage,
} from 'platform/graphql/connections';
import type { CurrencyCode } from 'platform/kernel/currencies';
import { type Money, moneyOf } from 'platform/kernel/money';
import type { Reader } from 'platform/tenancy/unit-of-work';
import { type AccountType, normalSideOf } from '../../domain/account/account.ts';
import { postedOf } from '../../domain/account/balance.ts';
import { sumsAt, withPostings } from './sums.ts';
import type { TrialBalance } from './trialBalance.ts';

/** One account's part of a trial balance. */
export interface TrialBalanceAccount {
  readonly accountId: string;
  readonly code: string;
  readonly debits: Money;
  readonly credits: Money;
  /** On the normal side. */
  readonly balance: Money;
}

export type TrialBalanceAccountConnection = Connection<TrialBalanceAccount>;

/** Codes are unique in a book and never change. */
const byCode = keyset('trialBalance', ['text']);

interface AccountRow {
  readonly id: string;
  readonly code: string;
  readonly type: AccountType;
  readonly currency: CurrencyCode;
  readonly debits: string;
  readonly credits: string;
}

/** The accounts with postings, by code: which they are does not change either when an account is opened later. */
export async function listTrialBalanceAccounts(
  reader: Reader,
  view: TrialBalance,
  pageArguments: PageArguments,
): Promise<TrialBalanceAccountConnection> {
  const page = parsePage(pageArguments, byCode);
  const after = page.after?.[0] ?? null;
  const rows = await reader.query<AccountRow>(sql`
    select a.*, total.*
    from (
      select a.tenant_id, a.id, a.code, a.type, a.currency ${withPostings(reader, view)}
        and (${after}::text is null or a.code > ${after}::text)
      order by a.code limit ${page.limit + 1}) as a
    cross join lateral (${sumsAt(view.asOf)}) as total
    order by a.code`);
  return connectionOf({
    rows: rows.map(toAccount),
    page,
    keys: byCode,
    keyOf: (row) => [row.code] as const,
    count: () => count(reader, view),
  });
}

async function count(reader: Reader, view: TrialBalance): Promise<number> {
  const [row] = await reader.query<{ n: bigint }>(sql`select count(*) as n ${withPostings(reader, view)}`);
  return Number(row?.n ?? 0);
}

function toAccount({ id, code, type, currency, debits, credits }: AccountRow): TrialBalanceAccount {
  const sums = { debits: BigInt(debits), credits: BigInt(credits) };
  return {
    accountId: id,
    code,
    debits: moneyOf(sums.debits, currency),
    credits: moneyOf(sums.credits, currency),
    balance: moneyOf(postedOf(normalSideOf(type), sums), currency),
  };
}
