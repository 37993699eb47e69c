import { sql } from 'kysely';
import {
  type Connection,
  connectionOf,
  keyset,
  type PageArguments,
  parsePage,
} from 'platform/graphql/connections';
import type { CurrencyCode } from 'platform/kernel/currencies';
import type { TenantId } from 'platform/kernel/ids';
import { type Money, moneyOf } from 'platform/kernel/money';
import type { RunUnitOfWork, UnitOfWork } from 'platform/tenancy/unit-of-work';
import { type AccountType, normalSideOf } from '../../domain/account/account.ts';
import { postedOf } from '../../domain/account/balance.ts';
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
  unitOfWork: RunUnitOfWork,
  tenantId: TenantId,
  view: TrialBalance,
  pageArguments: PageArguments,
): Promise<TrialBalanceAccountConnection> {
  const page = parsePage(pageArguments, byCode);
  const after = page.after?.[0] ?? null;
  const rows = await unitOfWork(tenantId, (uow) =>
    uow.query<AccountRow>(sql`
      select listed.*, total.*
      from (
        select a.id, a.code, a.type, a.currency ${withPostings(uow, view)}
          and (${after}::text is null or a.code > ${after}::text)
        order by a.code limit ${page.limit + 1}) as listed
      cross join lateral (
        select coalesce(sum(p.debit), 0) as debits, coalesce(sum(p.credit), 0) as credits
        from posting p
        where p.tenant_id = ${tenantId} and p.account_id = listed.id
          and p.recorded_at <= ${view.asOf.recordedAt} and p.effective_at <= ${view.asOf.effectiveAt}) as total
      order by listed.code`),
  );
  return connectionOf({
    rows: rows.map(toAccount),
    page,
    keys: byCode,
    keyOf: (row) => [row.code] as const,
    count: () => unitOfWork(tenantId, (uow) => count(uow, view)),
  });
}

async function count(uow: UnitOfWork, view: TrialBalance): Promise<number> {
  const [row] = await uow.query<{ n: bigint }>(sql`select count(*) as n ${withPostings(uow, view)}`);
  return Number(row?.n ?? 0);
}

const withPostings = ({ tenantId }: UnitOfWork, { ledgerId, asOf }: TrialBalance) => sql`
  from account a
  where a.tenant_id = ${tenantId} and a.ledger_id = ${ledgerId}
    and exists (
      select from posting p
      where p.tenant_id = a.tenant_id and p.account_id = a.id and p.recorded_at <= ${asOf.recordedAt})`;

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
