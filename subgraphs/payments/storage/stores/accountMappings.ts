import { sql } from 'kysely';
import { present } from 'platform/kernel/assert';
import type { CurrencyCode } from 'platform/kernel/currencies';
import { type Id, newId } from 'platform/kernel/ids';
import type { UnitOfWork } from 'platform/tenancy/unit-of-work';
import type { LedgerId } from '../../domain/payment/state.ts';

export type AccountId = Id<'acct'>;

/** Where a tenant's money of one currency is booked. */
export interface AccountMapping {
  readonly ledgerId: LedgerId;
  readonly clearingAccountId: AccountId;
  readonly revenueAccountId: AccountId;
}

export interface EnsuredMapping extends AccountMapping {
  /** The book, or the accounts, were made up here and now: the ledger has to open them first. */
  readonly isNewBook: boolean;
  readonly isNewCurrency: boolean;
}

interface MappingRow {
  readonly ledger_id: LedgerId;
  readonly clearing_account_id: AccountId | null;
  readonly revenue_account_id: AccountId | null;
}

/** The mapping of a currency, made on first use. Whoever else makes it at the same time waits for the commit. */
export async function ensureMapping(uow: UnitOfWork, currency: CurrencyCode): Promise<EnsuredMapping> {
  const known = await findMapping(uow, currency);
  if (known?.clearing_account_id && known.revenue_account_id) return toMapping(known, false, false);
  const isNewBook = await insertBook(uow);
  const isNewCurrency = await insertAccounts(uow, currency);
  const made = await findMapping(uow, currency);
  return toMapping(present(made, 'a book that was ensured is there'), isNewBook, isNewCurrency);
}

async function findMapping(uow: UnitOfWork, currency: CurrencyCode): Promise<MappingRow | undefined> {
  const [row] = await uow.query<MappingRow>(sql`
    select ledger_id, clearing_account_id, revenue_account_id
    from payment_book left join account_mapping
      on account_mapping.tenant_id = payment_book.tenant_id and currency = ${currency}
    where payment_book.tenant_id = ${uow.tenantId}`);
  return row;
}

/** True when this unit of work made it. */
async function insertBook(uow: UnitOfWork): Promise<boolean> {
  const rows = await uow.query(sql`
    insert into payment_book (tenant_id, ledger_id) values (${uow.tenantId}, ${newId('ldg')})
    on conflict do nothing returning 1`);
  return rows.length > 0;
}

async function insertAccounts(uow: UnitOfWork, currency: CurrencyCode): Promise<boolean> {
  const rows = await uow.query(sql`
    insert into account_mapping (tenant_id, currency, clearing_account_id, revenue_account_id)
    values (${uow.tenantId}, ${currency}, ${newId('acct')}, ${newId('acct')})
    on conflict do nothing returning 1`);
  return rows.length > 0;
}

const toMapping = (row: MappingRow, isNewBook: boolean, isNewCurrency: boolean): EnsuredMapping => ({
  ledgerId: row.ledger_id,
  clearingAccountId: present(row.clearing_account_id, 'the mapping has a clearing account'),
  revenueAccountId: present(row.revenue_account_id, 'the mapping has a revenue account'),
  isNewBook,
  isNewCurrency,
});
