import { newId } from '../kernel/ids.ts';
import type { BusEvent, DeliveredMessage, TopicDeclaration } from './port.ts';

/** `<topic>.dlq`: what consumers of the topic could not handle, told to whoever watches. */
export const deadLetterTopic = (topic: TopicDeclaration): TopicDeclaration => ({
  ...topic,
  name: `${topic.name}.dlq`,
  writers: 'many',
});

export const DEAD_LETTER_TYPE = 'platform.dead-letter.recorded.v1';

/** Larger data is not repeated here: the row in `dead_letter` has it. */
const MAX_DATA_BYTES = 512 * 1024;
const MAX_ERROR_CHARS = 1_000;

/** The event that tells of a dead letter: what failed, where it stands, why. */
export function deadLetterEvent(
  consumer: string,
  { event, topic, partition, offset, seq }: DeliveredMessage,
  failure: { readonly error: string; readonly attempts: number },
): BusEvent {
  const [source = consumer] = consumer.split('.');
  const { id, type, data } = event;
  return {
    ...event,
    id: newId('evt'),
    source,
    type: DEAD_LETTER_TYPE,
    causationId: id,
    signature: undefined,
    data: {
      consumer,
      error: failure.error.slice(0, MAX_ERROR_CHARS),
      attempts: failure.attempts,
      topic,
      partition,
      offset: offset.toString(),
      seq: seq.toString(),
      event: {
        id,
        source: event.source,
        type,
        data: JSON.stringify(data).length > MAX_DATA_BYTES ? null : data,
      },
    },
  };
}
