import { MessageTooLargeError } from './errors.ts';
import { MAX_MESSAGE_BYTES, type OutgoingMessage } from './port.ts';

/** What one request to the bus carries at the most, unless a single message is greater. */
export const MAX_REQUEST_BYTES = 1024 * 1024;

/** Bytes of a message on the wire, near enough: key, headers and body. */
export function sizeOf({ key, headers, body }: Pick<OutgoingMessage, 'key' | 'headers' | 'body'>): number {
  let bytes = Buffer.byteLength(key) + Buffer.byteLength(body);
  for (const [name, value] of Object.entries(headers)) bytes += name.length + Buffer.byteLength(value);
  return bytes;
}

/** The messages in order, in pieces of MAX_REQUEST_BYTES. Throws MessageTooLargeError. */
export function chunked(messages: readonly OutgoingMessage[]): OutgoingMessage[][] {
  const chunks: OutgoingMessage[][] = [];
  let room = 0;
  for (const message of messages) {
    const size = sizeOf(message);
    if (size > MAX_MESSAGE_BYTES) {
      throw new MessageTooLargeError(
        `a message for ${message.topic} has ${size} bytes, more than ${MAX_MESSAGE_BYTES}`,
      );
    }
    if (size > room) {
      chunks.push([]);
      room = MAX_REQUEST_BYTES;
    }
    chunks.at(-1)?.push(message);
    room -= size;
  }
  return chunks;
}
