import type { Logger } from 'pino';
import { backoffMs, pause } from './pause.ts';
import type { DeliveredMessage, GroupOptions } from './port.ts';

const REDELIVERY = { baseMs: 100, maxMs: 10_000 };

/** Hands a batch over until it is taken. False when told to stop before that. */
export async function deliver(
  { group, onBatch }: GroupOptions,
  messages: readonly DeliveredMessage[],
  logger: Logger,
  signal: AbortSignal,
): Promise<boolean> {
  for (let attempt = 1; !signal.aborted; attempt++) {
    try {
      if (messages.length > 0) await onBatch(messages);
      return true;
    } catch (error) {
      if (signal.aborted) return false;
      const [first] = messages;
      logger.warn(
        {
          err: error,
          group,
          topic: first?.topic,
          partition: first?.partition,
          offset: first?.offset,
          attempt,
        },
        'a batch was not taken and is delivered again',
      );
      await pause(backoffMs(attempt, REDELIVERY), signal);
    }
  }
  return false;
}
