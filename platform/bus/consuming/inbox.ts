import { sql } from 'kysely';
import type { Logger } from 'pino';
import type { Database } from '../../tenancy/database.ts';
import type { UnitOfWork } from '../../tenancy/unit-of-work.ts';
import type { DeliveredMessage } from '../port.ts';
import { INBOX_SWEEP_BATCH } from './policy.ts';

/** `known`: handled before, or parked. `parked`: an earlier message of its key is a dead letter. */
export type Claim = 'new' | 'known' | 'parked';

/**
 * Records the event in this transaction and tells what is to be done with it. A second instance that has the same
 * event in hand waits here for the first one's commit.
 */
export async function claim(
  uow: UnitOfWork,
  consumer: string,
  { event, topic, key }: DeliveredMessage,
): Promise<Claim> {
  const [row] = await uow.query<{ claimed: boolean; parked: boolean }>(sql`
    with claimed as (
      insert into inbox (tenant_id, consumer, event_id) values (${uow.tenantId}, ${consumer}, ${event.id})
      on conflict do nothing returning 1
    )
    select exists (select from claimed) as claimed,
           exists (
             select from dead_letter
             where tenant_id = ${uow.tenantId} and consumer = ${consumer} and topic = ${topic} and key = ${key}
           ) as parked`);
  if (!row?.claimed) return 'known';
  return row.parked ? 'parked' : 'new';
}

/** Forgets what was handled so long ago that the bus no longer holds it. */
export async function sweepInbox(
  { system }: Pick<Database, 'system'>,
  consumer: string,
  retentionMs: number,
  logger: Logger,
): Promise<void> {
  const before = (BigInt(Date.now()) - BigInt(retentionMs)) * 1000n;
  try {
    for (let deleted = INBOX_SWEEP_BATCH; deleted === INBOX_SWEEP_BATCH; ) {
      const { rowCount } = await system.query(
        `delete from inbox where (tenant_id, consumer, event_id) in (
           select tenant_id, consumer, event_id from inbox
           where consumer = $1 and recorded_at < $2 limit ${INBOX_SWEEP_BATCH}
         )`,
        [consumer, before],
      );
      deleted = rowCount ?? 0;
    }
  } catch (error) {
    logger.warn({ err: error }, 'the inbox could not be swept');
  }
}
