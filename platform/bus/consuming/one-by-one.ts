import { withSpan } from '../../telemetry/tracing.ts';
import type { UnitOfWork } from '../../tenancy/unit-of-work.ts';
import type { BusEvent, DeliveredMessage } from '../port.ts';
import { park } from './dead-letter-rows.ts';
import { claim } from './inbox.ts';
import type { MessageOutcome } from './metrics.ts';
import {
  attempting,
  type ConsumerContext,
  type EventHandler,
  giveUp,
  type Mode,
  untilWritten,
} from './mode.ts';
import type { Failure } from './retry.ts';

export type Handlers = Readonly<Record<string, EventHandler>>;

/** One unit of work a message; keys go on independently, messages of one key in order. */
export function oneByOne(
  context: ConsumerContext,
  handlers: Handlers,
  concerns: (event: BusEvent) => boolean = () => true,
): Mode {
  const handlerOf = (message: DeliveredMessage): EventHandler | undefined =>
    Object.hasOwn(handlers, message.event.type) ? handlers[message.event.type] : undefined;

  const handleOne = async (message: DeliveredMessage): Promise<void> => {
    const handler = handlerOf(message);
    if (!handler || !concerns(message.event)) {
      context.metrics.count(message.topic, 'ignored');
      return;
    }
    let outcome: MessageOutcome = 'handled';
    const failure = await attempting(context, message, async () => {
      outcome = await handleOnce(context, message, handler);
    });
    if (failure) {
      outcome = 'dead';
      await untilWritten(context, message, (uow) => giveUpOnce(context, uow, message, failure));
    }
    context.metrics.count(message.topic, outcome);
  };

  return {
    handle: async (messages) => {
      const lanes = Map.groupBy(messages, (message) => message.key);
      const results = await Promise.allSettled(
        [...lanes.values()].map(async (lane) => {
          for (const message of lane) await handleOne(message);
        }),
      );
      const failed = results.find((result) => result.status === 'rejected');
      if (failed) throw failed.reason;
    },
    again: async (message) => async (uow) => handlerOf(message)?.(message.event, uow),
  };
}

/** The effect and the inbox entry commit together, or neither does. */
const handleOnce = (
  { consumer, database }: ConsumerContext,
  message: DeliveredMessage,
  handler: EventHandler,
): Promise<MessageOutcome> => {
  const { event } = message;
  const attributes = {
    'messaging.destination.name': message.topic,
    'messaging.consumer.group.name': consumer,
  };
  return withSpan(`handle ${event.type}`, { traceparent: event.traceparent, attributes }, () =>
    database.unitOfWork(event.tenantId, async (uow) => {
      const claimed = await claim(uow, consumer, message);
      if (claimed === 'new') await handler(event, uow);
      if (claimed === 'parked') await park(uow, consumer, message);
      return claimed === 'new' ? 'handled' : claimed;
    }),
  );
};

async function giveUpOnce(
  context: ConsumerContext,
  uow: UnitOfWork,
  message: DeliveredMessage,
  failure: Failure,
): Promise<void> {
  if ((await claim(uow, context.consumer, message)) === 'new') await giveUp(context, uow, message, failure);
}
