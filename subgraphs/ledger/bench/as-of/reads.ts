import { sql } from 'kysely';
import { type Instant, instantOf } from 'platform/kernel/clock';
import type { Database } from 'platform/tenancy/database';
import type { Account } from '../../domain/account/account.ts';
import { readBalances } from '../../read-models/balance/read.ts';
import { statementLines } from '../../read-models/statement/cursor.ts';
import { readStatement } from '../../read-models/statement/read.ts';
import { readVolumes } from '../../read-models/volumes/read.ts';
import { FILLED_FROM, FILLED_STEP } from '../setting/fill.ts';
import { tenantId } from '../setting/stack.ts';

const PAGE = 20;

/** What is asked of an account with so many postings, each time somewhere else. */
export function readsOf(
  database: Database,
  account: Account,
  postings: number,
): Readonly<Record<string, () => Promise<unknown>>> {
  const anyInstant = () =>
    instantOf(FILLED_FROM + BigInt(Math.floor(Math.random() * postings)) * FILLED_STEP);
  const inOrder = (many: number) => Array.from({ length: many }, anyInstant).sort((a, b) => (a < b ? -1 : 1));
  const page = (from: Instant, to: Instant, recordedAt: Instant, after?: string) =>
    readStatement(database, tenantId, account, {
      ...{ from, to: instantOf(to + 1n), at: { recordedAt }, first: PAGE },
      ...(after ? { after } : {}),
    });
  return {
    'balance as of': () =>
      readBalances(database, tenantId, [account.id], { effectiveAt: anyInstant(), recordedAt: anyInstant() }),
    'volumes in a window of both times': () => {
      const [effectiveFrom, effectiveTo] = inOrder(2);
      const [recordedFrom, recordedTo] = inOrder(2);
      const window = { effectiveFrom, effectiveTo, recordedFrom, recordedTo };
      return readVolumes(database, tenantId, [account.id], window as Record<keyof typeof window, Instant>);
    },
    'first page of a statement': () => {
      const [from, to] = inOrder(2) as [Instant, Instant];
      return page(from, to, anyInstant());
    },
    'any page of a statement': () => {
      const [from, line, to, recordedAt] = inOrder(4) as [Instant, Instant, Instant, Instant];
      const end = to + 1n;
      const after = statementLines.encode([account.id, from, end, end, recordedAt, line, line, 0n]);
      return page(from, to, recordedAt, after);
    },
    'plain sum of all postings': () =>
      database.reader(tenantId).query(sql`
        select sum(debit), sum(credit) from posting
        where tenant_id = ${tenantId} and account_id = ${account.id}
          and effective_at <= ${anyInstant()} and recorded_at <= ${anyInstant()}`),
  };
}
