import type pg from 'pg';
import { pack } from 'platform/bus/payload';
import { newId } from 'platform/kernel/ids';
import { type BenchBook, tenantId } from '../setting/stack.ts';
import { nextInstant } from './instants.ts';
import type { Pair } from './pair.ts';

const SET_TENANT = `select set_config('app.tenant_id', $1, true)`;

const LOCK =
  'select account_id from balance where tenant_id = $1 and account_id = any($2) order by account_id for no key update';

const EVENT = `
  insert into event (tenant_id, stream, version, id, type, data, effective_at, recorded_at, actor, correlation_id, causation_id)
  values ($1, $2, 1, $3, 'ledger.transaction.posted.v1', $4, $5, $5, 'bench', 'bench', 'bench')`;

const POSTINGS = `
  insert into posting (tenant_id, account_id, recorded_at, n, effective_at, debit, credit)
  values ($1, $2, $4, 0, $4, 100, 0), ($1, $3, $4, 1, $4, 0, 100)`;

const BALANCES = `
  update balance set debits = debits + case when account_id = $2 then 100 else 0 end,
                     credits = credits + case when account_id = $3 then 100 else 0 end, version = version + 1
  where tenant_id = $1 and account_id in ($2, $3)`;

const OUTBOX = `
  insert into outbox (tenant_id, topic, partition, count, bytes, payload)
  values ($1, 'ledger.transaction.v1', 0, 1, 2, $2)`;

/** One SQL transaction of seven statements a posting, over a pool: the same rows, without the rules. */
export const usualWay =
  (pool: pg.Pool, { ledgerId }: BenchBook) =>
  async ({ debit, credit }: Pair): Promise<void> => {
    const client = await pool.connect();
    const id = newId('txn');
    const at = nextInstant();
    const data = JSON.stringify({ transaction: { id }, ledgerId, accountIds: [debit, credit] });
    try {
      await client.query('begin');
      await client.query(SET_TENANT, [tenantId]);
      await client.query(LOCK, [tenantId, [debit, credit]]);
      await client.query(EVENT, [tenantId, id, newId('evt'), data, at]);
      await client.query(POSTINGS, [tenantId, debit, credit, at]);
      await client.query(BALANCES, [tenantId, debit, credit]);
      await client.query(OUTBOX, [tenantId, pack([{ key: id, headers: {}, body: '{}' }])]);
      await client.query('commit');
      client.release();
    } catch (error) {
      client.release(true);
      throw error;
    }
  };
