import type pg from 'pg';
import { pack } from 'platform/bus/payload';
import { newId } from 'platform/kernel/ids';
import { type BenchBook, tenantId } from '../setting/stack.ts';
import { nextInstant } from './instants.ts';
import type { Pair } from './pair.ts';

const INSERT = `
  with given as (
    select * from unnest(string_to_array($3, ','), string_to_array($4, ','), string_to_array($5, ','),
                         string_to_array($6, ','), string_to_array($7, E'\\n'), string_to_array($8, ',')::bigint[])
      as t (id, event_id, debit, credit, data, at)
  ), event_rows as (
    insert into event (tenant_id, stream, version, id, type, data, effective_at, recorded_at, actor, correlation_id,
                       causation_id)
    select $1, id, 1, event_id, 'ledger.transaction.posted.v1', data::json, at, at, 'bench', 'bench', 'bench' from given
  ), transaction_rows as (
    insert into transaction (tenant_id, ledger_id, recorded_at, id, effective_at) select $1, $2, at, id, at from given
  ), posting_rows as (
    insert into posting (tenant_id, account_id, recorded_at, n, effective_at, debit, credit)
    select $1, debit, at, 0, at, 100, 0 from given union all select $1, credit, at, 1, at, 0, 100 from given
  )
  insert into outbox (tenant_id, topic, partition, count, bytes, payload)
  values ($1, 'ledger.transaction.v1', 0, 1, 2, $9)`;

/**
 * What PostgreSQL takes at the most on one connection: events, transactions and postings of a batch by one statement,
 * nothing locked, read, checked or added up.
 */
export async function bareInserts(
  client: pg.Client,
  { ledgerId }: BenchBook,
  pairs: readonly Pair[],
): Promise<void> {
  const ids = pairs.map(() => newId('txn'));
  const events = pairs.map(({ debit, credit }, n) =>
    JSON.stringify({ transaction: { id: ids[n] }, ledgerId, accountIds: [debit, credit] }),
  );
  await client.query({
    name: 'bare',
    text: INSERT,
    values: [
      tenantId,
      ledgerId,
      ids.join(),
      pairs.map(() => newId('evt')).join(),
      pairs.map(({ debit }) => debit).join(),
      pairs.map(({ credit }) => credit).join(),
      events.join('\n'),
      pairs.map(nextInstant).join(),
      pack([{ key: 'bench', headers: {}, body: '{}' }]),
    ],
  });
}
