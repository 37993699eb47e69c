import type { Logger } from 'pino';
import type { Database } from '../../tenancy/database.ts';
import type { UnitOfWork } from '../../tenancy/unit-of-work.ts';
import type { BusEvent, DeliveredMessage, TopicDeclaration } from '../port.ts';
import { bury } from './dead-letter-rows.ts';
import type { ConsumerMetrics } from './metrics.ts';
import type { RetryPolicy } from './policy.ts';
import { type Failure, type Retrying, retrying } from './retry.ts';

/** Has its effect in the unit of work it is given, which also records that the event was handled. */
export type EventHandler = (event: BusEvent, uow: UnitOfWork) => Promise<void>;

export type Outcome = 'done' | { readonly error: unknown };

/**
 * Handles events of one partition at once and tells the outcome of each, in the same order. It must be idempotent by
 * itself: an event may come again. An event that is not done comes again while its successors, of the same key too,
 * may be done: whoever needs order within a key also refuses what follows.
 */
export type BatchHandler = (events: readonly BusEvent[]) => Promise<readonly Outcome[]>;

/** The two ways to handle messages: one by one in units of work, or in batches. */
export interface Mode {
  /** Handles messages of one partition: when it resolves, each is handled, known, parked or a dead letter. */
  handle(messages: readonly DeliveredMessage[]): Promise<void>;
  /** Handles a kept message again. What it returns runs in the transaction that forgets the message. */
  again(message: DeliveredMessage): Promise<(uow: UnitOfWork) => Promise<void>>;
}

/** What all parts of one consumer work with. */
export interface ConsumerContext {
  readonly consumer: string;
  readonly topics: ReadonlyMap<string, TopicDeclaration>;
  readonly database: Pick<Database, 'unitOfWork' | 'system'>;
  readonly policy: RetryPolicy;
  readonly signal: AbortSignal;
  readonly logger: Logger;
  readonly metrics: ConsumerMetrics;
  /** Messages that wait for the database to come back. */
  readonly blocked: Set<DeliveredMessage>;
  /** Bounds how many messages are in a transaction at once. */
  readonly slots: <T>(run: () => Promise<T>) => Promise<T>;
}

/** Tries to handle a message by the consumer's policy, and shows what holds it up. */
export async function attempting(
  context: ConsumerContext,
  message: DeliveredMessage,
  run: () => Promise<void>,
): Promise<Failure | undefined> {
  const retry: Retrying = {
    policy: context.policy,
    signal: context.signal,
    onRetry: (error, attempt, transient) => {
      if (transient) context.blocked.add(message);
      context.logger.warn(
        { err: error, attempt, transient, ...labelOf(message) },
        'a message is tried again',
      );
    },
  };
  try {
    return await retrying(() => context.slots(run), retry);
  } finally {
    context.blocked.delete(message);
  }
}

/** Writes something down about a message; only the database can fail, so it is tried for ever. */
export async function untilWritten(
  context: ConsumerContext,
  message: DeliveredMessage,
  write: (uow: UnitOfWork) => Promise<void>,
): Promise<void> {
  const endless = { ...context, policy: { ...context.policy, attempts: Number.POSITIVE_INFINITY } };
  await attempting(endless, message, () => context.database.unitOfWork(message.event.tenantId, write));
}

/** Makes it a dead letter, in the transaction given. */
export async function giveUp(
  context: ConsumerContext,
  uow: UnitOfWork,
  message: DeliveredMessage,
  failure: Failure,
): Promise<void> {
  const topic = context.topics.get(message.topic);
  if (!topic) throw new Error(`${message.topic} is not a topic of ${context.consumer}`);
  await bury(uow, context.consumer, topic, message, failure);
  context.logger.error(
    { err: failure.error, attempts: failure.attempts, ...labelOf(message) },
    'a message is a dead letter',
  );
}

export const labelOf = ({ topic, partition, offset, key, event }: DeliveredMessage) => ({
  topic,
  partition,
  offset: offset.toString(),
  key,
  eventId: event.id,
  type: event.type,
});
