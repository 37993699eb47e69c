import { sql } from 'kysely';
import { present } from 'platform/kernel/assert';
import { instantOf } from 'platform/kernel/clock';
import type { CurrencyCode } from 'platform/kernel/currencies';
import { moneyOf } from 'platform/kernel/money';
import type { Reader, UnitOfWork } from 'platform/tenancy/unit-of-work';
import {
  type Account,
  type AccountId,
  type AccountStatus,
  type LedgerId,
  normalSideOf,
} from '../../domain/account/account.ts';
import type { Holdings } from '../../domain/account/status.ts';
import { AccountRow } from '../entities/AccountRow.ts';

/** Writes the account and its balance of zero. */
export async function insertAccount(uow: UnitOfWork, account: Account): Promise<void> {
  const { id, ledgerId, code, name, type, currency, status, parentId, metadata, openedAt } = account;
  const { tenantId } = uow;
  const overdraftFloor = account.overdraftFloor?.minor.toString() ?? null;
  uow.em.persist(
    uow.em.create(AccountRow, {
      ...{ tenantId, id, ledgerId, code, name, type, currency, status, metadata, openedAt, overdraftFloor },
      parentId: parentId ?? null,
    }),
  );
  await uow.em.flush();
  await uow.query(sql`insert into balance (tenant_id, account_id) values (${tenantId}, ${id})`);
}

const SELECT_ACCOUNT = sql`
  select tenant_id as "tenantId", id, ledger_id as "ledgerId", code, name, type, currency,
         overdraft_floor as "overdraftFloor", parent_id as "parentId", status, metadata, opened_at as "openedAt"
  from account`;

/** The accounts of those ids, in no order. */
export async function findAccounts(reader: Reader, ids: readonly string[]): Promise<Account[]> {
  const rows = await reader.query<AccountRow>(sql`
    ${SELECT_ACCOUNT} where tenant_id = ${reader.tenantId} and id = any(${ids}::text[])`);
  return rows.map(toAccount);
}

/** The accounts of a book with those codes, in no order. */
export async function findAccountsByCode(
  reader: Reader,
  ledgerId: string,
  codes: readonly string[],
): Promise<Account[]> {
  const rows = await reader.query<AccountRow>(sql`
    ${SELECT_ACCOUNT}
    where tenant_id = ${reader.tenantId} and ledger_id = ${ledgerId} and code = any(${codes}::text[])`);
  return rows.map(toAccount);
}

/** What the account still has; its balance row is locked until the unit of work ends. Call it under the book's lock. */
export async function lockHoldings(uow: UnitOfWork, id: AccountId): Promise<Holdings> {
  const [row] = await uow.query<{ balance: string; pending: string; changes_ahead: boolean }>(sql`
    select b.debits + b.future_debits - b.credits - b.future_credits as balance,
           ahead.pending, ahead.postings as changes_ahead
    from balance b
    cross join lateral (
      select coalesce(sum(f.pending_debits + f.pending_credits), 0) as pending,
             coalesce(bool_or(f.debits > 0 or f.credits > 0), false) as postings
      from future_change f
      where f.tenant_id = b.tenant_id and f.account_id = b.account_id
        and f.effective_at > (extract(epoch from clock_timestamp()) * 1000000)::bigint) as ahead
    where b.tenant_id = ${uow.tenantId} and b.account_id = ${id}
    for no key update of b`);
  const { balance, pending, changes_ahead } = present(row, 'an account has a balance');
  return { balance: BigInt(balance), pending: BigInt(pending), changesAhead: changes_ahead };
}

export const updateStatus = (uow: UnitOfWork, id: AccountId, status: AccountStatus) =>
  uow.query(sql`update account set status = ${status} where tenant_id = ${uow.tenantId} and id = ${id}`);

export const codeTaken = async (uow: UnitOfWork, ledgerId: string, code: string): Promise<boolean> =>
  (await uow.em.findOne(AccountRow, { tenantId: uow.tenantId, ledgerId, code })) !== null;

export const toAccount = (row: AccountRow): Account => {
  const currency = row.currency as CurrencyCode;
  return {
    id: row.id as AccountId,
    ledgerId: row.ledgerId as LedgerId,
    code: row.code,
    name: row.name,
    type: row.type,
    normalSide: normalSideOf(row.type),
    currency,
    overdraftFloor: row.overdraftFloor ? moneyOf(BigInt(row.overdraftFloor), currency) : undefined,
    status: row.status,
    parentId: (row.parentId as AccountId | null) ?? undefined,
    metadata: row.metadata ?? null,
    openedAt: instantOf(row.openedAt),
  };
};
