import { sql } from 'kysely';
import { notFound } from 'platform/errors/errors';
import type { CurrencyCode } from 'platform/kernel/currencies';
import type { TenantId } from 'platform/kernel/ids';
import { type Money, moneyOf } from 'platform/kernel/money';
import type { Reader } from 'platform/tenancy/unit-of-work';
import type { AsOf, PointOfView } from '../balance/balance.ts';
import type { Books } from '../balance/settle.ts';
import { settledView } from '../balance/view.ts';
import { sumsAt, withPostings } from './sums.ts';

/** A book from one point of view: what is asked of it later is read from that same view. */
export interface TrialBalance {
  readonly ledgerId: string;
  readonly asOf: AsOf;
}

/** The sums of all accounts of one currency. */
export interface TrialBalanceTotal {
  readonly currency: CurrencyCode;
  readonly debits: Money;
  readonly credits: Money;
}

/** Fails with NOT_FOUND for a book that does not exist, and with BAD_USER_INPUT for a recordedAt in the future. */
export async function openTrialBalance(
  books: Books,
  tenantId: TenantId,
  ledgerId: string,
  at: PointOfView,
): Promise<TrialBalance> {
  const asOf = await settledView(books, tenantId, ledgerId, at);
  if (!asOf) throw notFound('There is no book of that id.');
  return { ledgerId, asOf };
}

interface TotalRow {
  readonly currency: CurrencyCode;
  readonly debits: string;
  readonly credits: string;
}

/** The totals by currency, of all currencies in which something was recorded. */
export async function readTotals(reader: Reader, view: TrialBalance): Promise<TrialBalanceTotal[]> {
  const rows = await reader.query<TotalRow>(sql`
    select a.currency, sum(total.debits) as debits, sum(total.credits) as credits
    from (select a.* ${withPostings(reader, view)}) as a
    cross join lateral (${sumsAt(view.asOf)}) as total
    group by a.currency order by a.currency`);
  return rows.map(({ currency, debits, credits }) => ({
    currency,
    debits: moneyOf(BigInt(debits), currency),
    credits: moneyOf(BigInt(credits), currency),
  }));
}
