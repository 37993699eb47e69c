import type { KafkaMessage, Message } from 'kafkajs';
import type { Logger } from 'pino';
import { decodeEvent, placeOf, publishedHeaders } from '../cloud-events.ts';
import { MalformedMessageError } from '../errors.ts';
import type { DeliveredMessage, OutgoingMessage } from '../port.ts';

/** CloudEvents' binary mode for Kafka: attributes are headers, data is the value. */
export const toKafka = (message: OutgoingMessage): Message => ({
  partition: message.partition,
  key: message.key,
  value: message.body,
  headers: { ...publishedHeaders(message) },
});

type Received = Pick<KafkaMessage, 'offset' | 'key' | 'value' | 'headers'>;

/** The message, or undefined for what no reader can handle: that is logged and passed over. */
export function toDelivered(
  topic: string,
  partition: number,
  message: Received,
  logger: Logger,
): DeliveredMessage | undefined {
  const { offset } = message;
  try {
    const headers = textHeaders(message.headers);
    const event = decodeEvent(headers, message.value?.toString() ?? '');
    return {
      topic,
      partition,
      offset: BigInt(offset),
      key: message.key?.toString() ?? '',
      ...placeOf(headers),
      event,
    };
  } catch (error) {
    if (!(error instanceof MalformedMessageError)) throw error;
    logger.error({ topic, partition, offset, reason: error.message }, 'passed over a malformed message');
    return undefined;
  }
}

function textHeaders(headers: KafkaMessage['headers'] = {}): Record<string, string> {
  const text: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    const [last] = [value].flat().slice(-1);
    if (last !== undefined) text[name] = last.toString();
  }
  return text;
}
