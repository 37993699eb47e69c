import { isTransient } from '../../errors/transient.ts';
import { backoffMs, pause } from '../pause.ts';
import type { DeliveredMessage } from '../port.ts';
import { park } from './dead-letter-rows.ts';
import {
  type BatchHandler,
  type ConsumerContext,
  giveUp,
  type Mode,
  type Outcome,
  untilWritten,
} from './mode.ts';
import { TRANSIENT_RETRY } from './policy.ts';
import { StoppedError } from './retry.ts';

interface Failed {
  readonly message: DeliveredMessage;
  readonly error: unknown;
}

/** The handler takes all events at once and is idempotent by itself, so there is no inbox. */
export function inBatches(context: ConsumerContext, handleBatch: BatchHandler): Mode {
  return {
    handle: async (messages) => {
      const parked = await parkedKeys(context, messages);
      for (const message of messages) if (parked.has(message.key)) await parkOne(context, message);
      let pending = messages.filter((message) => !parked.has(message.key));
      const attempts = new Map<DeliveredMessage, number>();
      for (let round = 1; pending.length > 0; round++) {
        if (context.signal.aborted) throw new StoppedError('stopping');
        const failed = await tryBatch(context, handleBatch, pending);
        const faulty = firstOfKeys(failed).filter(({ error }) => !isTransient(error));
        for (const { message } of faulty) attempts.set(message, (attempts.get(message) ?? 0) + 1);
        const hopeless = faulty.filter(({ message }) => attempts.get(message) === context.policy.attempts);
        await giveUpKeys(context, failed, hopeless);
        const given = new Set(hopeless.map(({ message }) => message.key));
        pending = failed.map(({ message }) => message).filter(({ key }) => !given.has(key));
        if (pending.length > 0) await wait(context, failed, faulty.length > 0, round);
      }
    },
    again: async (message) => {
      const [outcome] = await handleBatch([message.event]);
      if (outcome !== 'done') throw outcome?.error ?? new Error('the handler gave no outcome');
      return async () => {};
    },
  };
}

async function tryBatch(
  { metrics, slots }: ConsumerContext,
  handleBatch: BatchHandler,
  messages: readonly DeliveredMessage[],
): Promise<Failed[]> {
  const outcomes = await slots(() => handleBatch(messages.map(({ event }) => event))).catch(
    (error: unknown) => messages.map((): Outcome => ({ error })),
  );
  return messages.flatMap((message, n) => {
    const outcome = outcomes[n] ?? { error: new Error('the handler gave no outcome') };
    if (outcome !== 'done') return { message, error: outcome.error };
    metrics.count(message.topic, 'handled');
    return [];
  });
}

/** What failed first of each key: its successors cannot be judged. */
const firstOfKeys = (failed: readonly Failed[]): Failed[] => [
  ...new Map(failed.toReversed().map((failure) => [failure.message.key, failure])).values(),
];

/** Each of the hopeless becomes a dead letter; what failed after it, of its key, is parked. */
async function giveUpKeys(
  context: ConsumerContext,
  failed: readonly Failed[],
  hopeless: readonly Failed[],
): Promise<void> {
  const { attempts } = context.policy;
  for (const { message, error } of hopeless) {
    await untilWritten(context, message, (uow) => giveUp(context, uow, message, { error, attempts }));
    context.metrics.count(message.topic, 'dead');
    const successors = failed.filter(
      (other) => other.message.key === message.key && other.message !== message,
    );
    for (const successor of successors) await parkOne(context, successor.message);
  }
}

async function parkOne(context: ConsumerContext, message: DeliveredMessage): Promise<void> {
  await untilWritten(context, message, (uow) => park(uow, context.consumer, message));
  context.metrics.count(message.topic, 'parked');
}

async function wait(context: ConsumerContext, failed: readonly Failed[], isFaulty: boolean, round: number) {
  const [first] = failed;
  context.logger.warn({ err: first?.error, failed: failed.length, round }, 'part of a batch is tried again');
  for (const { message, error } of failed) if (isTransient(error)) context.blocked.add(message);
  await pause(backoffMs(round, isFaulty ? context.policy : TRANSIENT_RETRY), context.signal);
  for (const { message } of failed) context.blocked.delete(message);
}

async function parkedKeys(
  { consumer, database }: ConsumerContext,
  messages: readonly DeliveredMessage[],
): Promise<ReadonlySet<string>> {
  const { rows } = await database.system.query<{ key: string }>(
    'select distinct key from dead_letter where consumer = $1 and topic = $2 and key = any($3)',
    [consumer, messages[0]?.topic, [...new Set(messages.map(({ key }) => key))]],
  );
  return new Set(rows.map((row) => row.key));
}
