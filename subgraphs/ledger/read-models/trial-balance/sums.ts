import { sql } from 'kysely';
import type { Reader } from 'platform/tenancy/unit-of-work';
import type { AsOf } from '../balance/balance.ts';
import { postedSums } from '../balance/postedSums.ts';

/** A book, from one point of view. */
interface BookView {
  readonly ledgerId: string;
  readonly asOf: AsOf;
}

/** `from … where` for the accounts `a` of a book on which something was recorded by then. */
export const withPostings = ({ tenantId }: Reader, { ledgerId, asOf }: BookView) => sql`
  from account a
  where a.tenant_id = ${tenantId} and a.ledger_id = ${ledgerId}
    and exists (
      select from posting p
      where p.tenant_id = a.tenant_id and p.account_id = a.id and p.recorded_at <= ${asOf.recordedAt})`;

/** The sums of the account `a`. */
export const sumsAt = ({ effectiveAt, recordedAt }: AsOf) =>
  postedSums({
    tenantId: sql`a.tenant_id`,
    accountId: sql`a.id`,
    effectiveAt: sql`${effectiveAt}::bigint`,
    recordedAt: sql`${recordedAt}::bigint`,
  });
