import { constants, deflateSync, inflateSync } from 'node:zlib';
import type { OutgoingMessage } from './port.ts';

/** What its writer says, without its place on the bus. */
export type MessageContent = Pick<OutgoingMessage, 'key' | 'headers' | 'body'>;

type Headers = Readonly<Record<string, string>>;

/** JSON text of it. Headers are much the same within a chunk: those that all messages have stand in it once. */
interface Payload {
  readonly shared: Headers;
  readonly messages: readonly (readonly [key: string, own: Headers, body: string])[];
}

/** What is smaller stays readable: it fits its row as it is. */
const DEFLATED_FROM_BYTES = 2_048;
const FASTEST = { level: constants.Z_BEST_SPEED };
const BRACE = '{'.charCodeAt(0);

/**
 * Messages as one text, deflated where that is worth it: identifiers and names repeat, so an eighth remains. It is made
 * once, in the outbox, and travels to the PostgreSQL bus as it is.
 */
export function pack(messages: readonly MessageContent[]): Buffer {
  const shared = sharedHeaders(messages);
  const payload: Payload = {
    shared,
    messages: messages.map(({ key, headers, body }) => [key, without(headers, shared), body]),
  };
  const json = Buffer.from(JSON.stringify(payload));
  return json.length < DEFLATED_FROM_BYTES ? json : deflateSync(json, FASTEST);
}

/** The messages again, in order. */
export function unpack(payload: Buffer): MessageContent[] {
  const json = payload[0] === BRACE ? payload : inflateSync(payload);
  const { shared, messages } = JSON.parse(json.toString()) as Payload;
  return messages.map(([key, own, body]) => ({ key, headers: { ...shared, ...own }, body }));
}

function sharedHeaders(messages: readonly MessageContent[]): Headers {
  const shared: Record<string, string> = { ...messages[0]?.headers };
  for (const { headers } of messages) {
    for (const name in shared) if (headers[name] !== shared[name]) delete shared[name];
  }
  return shared;
}

function without(headers: Headers, shared: Headers): Headers {
  const own: Record<string, string> = {};
  for (const name in headers) {
    const value = headers[name];
    if (value !== undefined && value !== shared[name]) own[name] = value;
  }
  return own;
}
