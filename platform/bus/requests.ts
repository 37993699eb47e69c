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

/** The messages in order, in pieces that a request carries. Throws MessageTooLargeError. */
export const requestsOf = (messages: readonly OutgoingMessage[]): OutgoingMessage[][] =>
  inPieces(messages, acceptedSize);

/** Bytes of a message that a bus takes. Throws MessageTooLargeError. */
export function acceptedSize(message: Pick<OutgoingMessage, 'topic' | 'key' | 'headers' | 'body'>): number {
  const size = sizeOf(message);
  if (size <= MAX_MESSAGE_BYTES) return size;
  throw new MessageTooLargeError(
    `a message for ${message.topic} has ${size} bytes, more than ${MAX_MESSAGE_BYTES}`,
  );
}

/** Items in order, in pieces of MAX_REQUEST_BYTES and `maxLength` items at the most, unless a single one is greater. */
export function inPieces<Item>(
  items: readonly Item[],
  bytesOf: (item: Item) => number,
  maxLength = Number.POSITIVE_INFINITY,
): Item[][] {
  const pieces: Item[][] = [];
  let piece: Item[] = [];
  let room = 0;
  for (const item of items) {
    const bytes = bytesOf(item);
    if (bytes > room || piece.length === maxLength) {
      piece = [];
      pieces.push(piece);
      room = MAX_REQUEST_BYTES;
    }
    piece.push(item);
    room -= bytes;
  }
  return pieces;
}
