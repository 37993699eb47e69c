import type pg from 'pg';
import { requestsOfChunks } from '../chunks.ts';
import { UnknownTopicError } from '../errors.ts';
import type { OutgoingChunk } from '../port.ts';

const UNDEFINED_OBJECT = '42704';

/** Durable when it resolves: one statement, one commit a request. */
export async function publishChunks(pool: pg.Pool, chunks: readonly OutgoingChunk[]): Promise<void> {
  for (const request of requestsOfChunks(chunks)) await publishRequest(pool, request);
}

async function publishRequest(pool: pg.Pool, chunks: readonly OutgoingChunk[]): Promise<void> {
  const statement = {
    name: 'publish',
    text: 'select publish_chunks($1, $2, $3, $4, $5, $6, $7)',
    values: [
      chunks.map((chunk) => chunk.topic),
      chunks.map((chunk) => chunk.partition),
      chunks.map((chunk) => chunk.count),
      chunks.map((chunk) => chunk.seq),
      chunks.map((chunk) => chunk.incarnation),
      chunks.map((chunk) => chunk.bytes),
      chunks.map((chunk) => chunk.payload.toString('base64')).join('\n'),
    ],
  };
  await pool.query(statement).catch((error: unknown) => {
    throw isUndefinedObject(error) ? unknownAmong(chunks) : error;
  });
}

const isUndefinedObject = (error: unknown): boolean =>
  (error as { code?: unknown } | null)?.code === UNDEFINED_OBJECT;

const unknownAmong = (chunks: readonly OutgoingChunk[]): UnknownTopicError => {
  const places = new Set(chunks.map(({ topic, partition }) => `${topic}[${partition}]`));
  return new UnknownTopicError(`not all of these are on the bus: ${[...places].join(', ')}`);
};
