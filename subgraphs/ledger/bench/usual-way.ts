import type pg from 'pg';
import { pack } from 'platform/bus/payload';
import { newId } from 'platform/kernel/ids';
import type { AccountId } from '../domain/account/account.ts';

export interface Pair {
  readonly debit: AccountId;
  readonly credit: AccountId;
}

/** Instants that are never the same. */
let next = BigInt(Date.now()) * 1000n;

/** One SQL transaction of seven statements a posting, over a pool: the same rows under the same rules. */
export const theUsualWay =
  (pool: pg.Pool, tenantId: string, ledgerId: string) =>
  async ({ debit, credit }: Pair): Promise<void> => {
    const client = await pool.connect();
    const id = newId('txn');
    const at = next++;
    try {
      await client.query('begin');
      await client.query(`select set_config('app.tenant_id', $1, true)`, [tenantId]);
      await client.query(
        'select account_id from balance where tenant_id = $1 and account_id = any($2) order by account_id for no key update',
        [tenantId, [debit, credit]],
      );
      await client.query(
        `insert into event (tenant_id, stream, version, id, type, data, effective_at, recorded_at, actor, correlation_id, causation_id)
         values ($1, $2, 1, $3, 'ledger.transaction.posted.v1', $4, $5, $5, 'bench', 'bench', 'bench')`,
        [
          tenantId,
          id,
          newId('evt'),
          JSON.stringify({ transaction: { id }, ledgerId, accountIds: [debit, credit] }),
          at,
        ],
      );
      await client.query(
        `insert into posting (tenant_id, account_id, recorded_at, n, effective_at, debit, credit)
         values ($1, $2, $4, 0, $4, 100, 0), ($1, $3, $4, 1, $4, 0, 100)`,
        [tenantId, debit, credit, at],
      );
      await client.query(
        `update balance set debits = debits + case when account_id = $2 then 100 else 0 end,
                            credits = credits + case when account_id = $3 then 100 else 0 end, version = version + 1
         where tenant_id = $1 and account_id in ($2, $3)`,
        [tenantId, debit, credit],
      );
      await client.query(
        `insert into outbox (tenant_id, topic, partition, count, bytes, payload) values ($1, 'ledger.transaction.v1', 0, 1, 2, $2)`,
        [tenantId, pack([{ key: id, headers: {}, body: '{}' }])],
      );
      await client.query('commit');
    } catch (error) {
      await client.query('rollback');
      throw error;
    } finally {
      client.release();
    }
  };
