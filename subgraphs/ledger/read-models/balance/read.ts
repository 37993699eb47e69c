import type { TenantId } from 'platform/kernel/ids';
import { balancesAsOf } from './asOf.ts';
import type { Balance, PointOfView } from './balance.ts';
import { currentBalances } from './current.ts';
import { type Books, booksOf, settleThrough } from './settle.ts';

/** Balances of accounts from one point of view: account id → balance. Accounts that do not exist are absent. */
export async function readBalances(
  books: Books,
  tenantId: TenantId,
  accountIds: readonly string[],
  at: PointOfView,
): Promise<ReadonlyMap<string, Balance>> {
  const { effectiveAt = null, recordedAt = null } = at;
  const reader = books.reader(tenantId);
  if (effectiveAt === null && recordedAt === null) return currentBalances(reader, accountIds);
  if (recordedAt !== null) await settleThrough(books, tenantId, booksOf(tenantId, accountIds), recordedAt);
  return balancesAsOf(reader, accountIds, at);
}
