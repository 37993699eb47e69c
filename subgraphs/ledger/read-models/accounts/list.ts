import type { FilterQuery } from '@mikro-orm/core';
import {
  type Connection,
  connectionOf,
  keyset,
  type PageArguments,
  parsePage,
} from 'platform/graphql/connections';
import type { TenantId } from 'platform/kernel/ids';
import { countRows } from 'platform/tenancy/count';
import type { RunUnitOfWork } from 'platform/tenancy/unit-of-work';
import type { Account, AccountStatus, AccountType } from '../../domain/account/account.ts';
import { AccountRow } from '../../storage/entities/AccountRow.ts';
import { toAccount } from '../../storage/stores/accounts.ts';

export interface AccountFilter {
  readonly type?: AccountType | null;
  readonly currency?: string | null;
  readonly status?: AccountStatus | null;
  readonly codePrefix?: string | null;
}

export type AccountConnection = Connection<Account>;

/** Codes are unique in a book. */
const byCode = keyset('accounts', ['text']);

/** The accounts of a book, by code. */
export async function listAccounts(
  unitOfWork: RunUnitOfWork,
  tenantId: TenantId,
  ledgerId: string,
  filter: AccountFilter,
  pageArguments: PageArguments,
): Promise<AccountConnection> {
  const page = parsePage(pageArguments, byCode);
  const matching: FilterQuery<AccountRow> = { tenantId, ledgerId, ...conditions(filter) };
  const position: FilterQuery<AccountRow> = page.after ? { code: { $gt: page.after[0] } } : {};
  const rows = await unitOfWork(tenantId, (uow) =>
    uow.em.find(
      AccountRow,
      { $and: [matching, position] },
      { orderBy: { code: 'asc' }, limit: page.limit + 1 },
    ),
  );
  return connectionOf({
    rows: rows.map(toAccount),
    page,
    keys: byCode,
    keyOf: (account) => [account.code] as const,
    count: () => unitOfWork(tenantId, (uow) => countRows(uow, AccountRow, matching)),
  });
}

const conditions = ({ type, currency, status, codePrefix }: AccountFilter): FilterQuery<AccountRow> => ({
  ...(type ? { type } : {}),
  ...(currency ? { currency } : {}),
  ...(status ? { status } : {}),
  ...(codePrefix ? { code: { $like: `${codePrefix.replace(/[\\%_]/g, '\\$&')}%` } } : {}),
});
