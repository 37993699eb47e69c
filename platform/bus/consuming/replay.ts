import { present } from '../../kernel/assert.ts';
import { parseTenantId, type TenantId } from '../../kernel/ids.ts';
import { type DeadLetter, forget, oldestOf } from './dead-letter-rows.ts';
import { attempting, type ConsumerContext, giveUp, labelOf, type Mode, untilWritten } from './mode.ts';

interface Key {
  readonly tenantId: TenantId;
  readonly topic: string;
  readonly key: string;
}

/** Keys drained in one scan. */
const MAX_KEYS = 100;

/** Keys whose oldest message is to be replayed, or is only parked: its dead letter has been handled. */
const REPLAYABLE = `
  select tenant_id as "tenantId", topic, key from (
    select distinct on (tenant_id, topic, key) tenant_id, topic, key, status
    from dead_letter where consumer = $1 order by tenant_id, topic, key, position
  ) oldest
  where status <> 'dead' limit ${MAX_KEYS}`;

/** Handles what operators have asked to replay, and after it what was parked behind it, in order. */
export async function replayDue(context: ConsumerContext, mode: Mode): Promise<void> {
  const { rows } = await context.database.system.query<{ tenantId: string; topic: string; key: string }>(
    REPLAYABLE,
    [context.consumer],
  );
  for (const { tenantId, topic, key } of rows) {
    if (!context.topics.has(topic)) continue;
    const tenant = present(parseTenantId(tenantId), 'tenant ids are checked when they are written');
    while (!context.signal.aborted && (await replayOldest(context, mode, { tenantId: tenant, topic, key })));
  }
}

/** True when it has been handled; false when there is none, or it is a dead letter (again). */
async function replayOldest(
  context: ConsumerContext,
  mode: Mode,
  { tenantId, topic, key }: Key,
): Promise<boolean> {
  const { database, consumer, logger, metrics } = context;
  const oldest = await database.unitOfWork(tenantId, (uow) => oldestOf(uow, consumer, topic, key));
  if (!oldest || oldest.status === 'dead') return false;
  const { message } = oldest;
  const failure = await attempting(context, message, async () => {
    const effect = await mode.again(message);
    await database.unitOfWork(tenantId, async (uow) => {
      if (!isSame(await oldestOf(uow, consumer, topic, key), oldest)) return;
      await effect(uow);
      await forget(uow, consumer, message.event.id);
    });
  });
  if (failure) await untilWritten(context, message, (uow) => giveUp(context, uow, message, failure));
  else logger.info(labelOf(message), 'a message was replayed');
  metrics.count(topic, failure ? 'dead' : 'replayed');
  return !failure;
}

/** Another instance may have been faster. */
const isSame = (current: DeadLetter | undefined, expected: DeadLetter): boolean =>
  current !== undefined &&
  current.status !== 'dead' &&
  current.message.event.id === expected.message.event.id;
