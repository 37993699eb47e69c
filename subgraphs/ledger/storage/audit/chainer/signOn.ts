import { sql } from 'kysely';
import type { ServiceKey } from 'platform/auth/service-keys';
import type { MessageChunk } from 'platform/bus/port';
import { toBusEvent } from 'platform/event-store/publish';
import { messageValidator } from 'platform/event-store/validation';
import { assert, present } from 'platform/kernel/assert';
import { formatInstant, type Instant } from 'platform/kernel/clock';
import { newId } from 'platform/kernel/ids';
import { outboxChunks } from 'platform/outbox/outbox';
import type { Reader } from 'platform/tenancy/unit-of-work';
import { AUDIT, type HeadSigned, headSigned } from '../../../contract/events.ts';
import type { Head } from '../../../domain/audit/head.ts';
import { signHead } from '../heads.ts';
import type { ChainedBook } from './books.ts';

const validate = messageValidator([headSigned]);

/** Signs the end of a book's chain. Kept and enqueued for the bus in one commit. */
export async function signOn(
  query: Reader['query'],
  key: ServiceKey,
  book: ChainedBook,
  now: Instant,
): Promise<ChainedBook> {
  const { tenantId, ledgerId, seq, headSeq } = book;
  const head: Head = {
    ...{ tenantId, ledgerId, seq, previousSeq: headSeq },
    hash: book.hash.toString('hex'),
    recordedAt: formatInstant(book.recordedAt),
  };
  const statement = await signHead(key, head);
  const { topic, partition, count, bytes, payload } = toChunk(book, head, statement, now);
  const rows = await query(sql`
    with chain as (
      update audit_chain set head_seq = ${seq}, head_at = ${now}
      where tenant_id = ${tenantId} and ledger_id = ${ledgerId} and seq = ${seq} and head_seq = ${headSeq}
      returning 1
    ), head as (
      insert into audit_head (tenant_id, ledger_id, seq, statement)
      select ${tenantId}, ${ledgerId}, ${seq}, ${statement} from chain
    ), message as (
      insert into outbox (tenant_id, topic, partition, count, bytes, payload)
      select ${tenantId}, ${topic}, ${partition}::int, ${count}::int, ${bytes}::int, ${payload}::bytea from chain
    )
    select from chain`);
  assert(rows.length === 1, `the chain of ${ledgerId} is signed by one at a time`);
  return { ...book, headSeq: seq, headAt: now };
}

function toChunk(
  { tenantId }: ChainedBook,
  { tenantId: _, ...said }: Head,
  statement: string,
  now: Instant,
): MessageChunk {
  const data: HeadSigned = { ...said, statement };
  const { type } = validate(headSigned.type, data);
  const id = newId('evt');
  const event = toBusEvent('ledger', {
    ...{ id, tenantId, stream: said.ledgerId, version: said.seq, type, data },
    ...{ effectiveAt: now, recordedAt: now },
    cause: { actor: 'ledger', correlationId: id, causationId: id },
  });
  const [chunk] = outboxChunks([{ topic: AUDIT, aggregateId: said.ledgerId, event }]);
  return present(chunk, 'a message is in a chunk');
}
