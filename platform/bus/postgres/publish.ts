import type pg from 'pg';
import { chunked, sizeOf } from '../chunks.ts';
import { UnknownTopicError } from '../errors.ts';
import type { OutgoingMessage } from '../port.ts';

const UNDEFINED_OBJECT = '42704';

/** Durable when it resolves: one statement, one commit a chunk. */
export async function publish(pool: pg.Pool, messages: readonly OutgoingMessage[]): Promise<void> {
  for (const chunk of chunked(messages)) await publishChunk(pool, chunk);
}

async function publishChunk(pool: pg.Pool, messages: readonly OutgoingMessage[]): Promise<void> {
  const statement = {
    name: 'publish',
    text: 'select publish($1, $2, $3, $4, $5, $6, $7, $8)',
    values: [
      messages.map((message) => message.topic),
      messages.map((message) => message.partition),
      messages.map((message) => message.key),
      messages.map((message) => message.seq),
      messages.map((message) => message.incarnation),
      messages.map((message) => JSON.stringify(message.headers)),
      messages.map((message) => message.body),
      messages.map(sizeOf),
    ],
  };
  await pool.query(statement).catch((error: unknown) => {
    throw isUndefinedObject(error) ? unknownAmong(messages) : error;
  });
}

const isUndefinedObject = (error: unknown): boolean =>
  (error as { code?: unknown } | null)?.code === UNDEFINED_OBJECT;

const unknownAmong = (messages: readonly OutgoingMessage[]): UnknownTopicError => {
  const places = new Set(messages.map(({ topic, partition }) => `${topic}[${partition}]`));
  return new UnknownTopicError(`not all of these are on the bus: ${[...places].join(', ')}`);
};
