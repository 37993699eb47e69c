import { expect, test } from '@jest/globals';
import { chunksOf, messagesOf, outgoingChunksOf, requestsOfChunks } from '../chunks.ts';
import { MessageTooLargeError } from '../errors.ts';
import { MAX_BATCH, MAX_MESSAGE_BYTES, type OutgoingMessage } from '../port.ts';
import { acceptedSize, MAX_REQUEST_BYTES } from '../requests.ts';
import { newTopic, writerOf } from './messages.ts';

const KIB = 1024;
const chunked = (messages: readonly OutgoingMessage[]) =>
  chunksOf(messages.map((message) => ({ ...message, bytes: acceptedSize(message) })));

test('messages of one topic partition share a chunk, in order, whatever lies between them', () => {
  const writer = writerOf(newTopic(2));
  const messages = [0, 1, 0, 1, 0].map((partition, n) => writer.inPartition(partition, `m${n}`));
  const chunks = outgoingChunksOf(messages);
  expect(chunks).toMatchObject([
    { topic: writer.topic.name, partition: 0, count: 3, seq: 1n, incarnation: messages[0]?.incarnation },
    { topic: writer.topic.name, partition: 1, count: 2, seq: 1n },
  ]);
  const [first, second, third, fourth, fifth] = messages;
  expect(chunks.flatMap(messagesOf)).toEqual([first, third, fifth, second, fourth]);
});

test('a chunk has MAX_BATCH messages at the most', () => {
  const writer = writerOf(newTopic(1));
  const messages = Array.from({ length: 2 * MAX_BATCH + 1 }, (_, n) => writer.message('a', `m${n}`));
  expect(chunked(messages).map(({ count }) => count)).toEqual([MAX_BATCH, MAX_BATCH, 1]);
});

test('a chunk has MAX_REQUEST_BYTES at the most, unless one message alone has more', () => {
  const writer = writerOf(newTopic(1));
  const messages = [400, 400, 400, 1_500, 10].map((kib) => writer.message('a', 'x'.repeat(kib * KIB)));
  const chunks = outgoingChunksOf(messages);
  expect(chunks.map(({ count, seq }) => [count, seq])).toEqual([
    [2, 1n],
    [1, 3n],
    [1, 4n],
    [1, 5n],
  ]);
  const sizes = messages.map(acceptedSize);
  expect(chunks.reduce((sum, { bytes }) => sum + bytes, 0)).toBe(sizes.reduce((a, b) => a + b));
  for (const request of requestsOfChunks(chunks)) {
    const bytes = request.reduce((sum, chunk) => sum + chunk.bytes, 0);
    expect(bytes <= MAX_REQUEST_BYTES || request.length === 1).toBe(true);
  }
});

test('messages whose numbers do not follow one another, or are of another incarnation, are apart', () => {
  const writer = writerOf(newTopic(1));
  const [m1, m2, m3] = ['m1', 'm2', 'm3'].map((text) => writer.message('a', text)) as [
    OutgoingMessage,
    OutgoingMessage,
    OutgoingMessage,
  ];
  const anew = { ...m3, incarnation: 'another' };
  const sent = [m1, m2, m1, m3, anew];
  expect(outgoingChunksOf(sent).map(({ seq, count }) => [seq, count])).toEqual([
    [1n, 2],
    [1n, 1],
    [3n, 1],
    [3n, 1],
  ]);
  expect(outgoingChunksOf(sent).flatMap(messagesOf)).toEqual(sent);
});

test('no message has more than MAX_MESSAGE_BYTES', () => {
  const tooLarge = writerOf(newTopic(1)).message('a', 'x'.repeat(MAX_MESSAGE_BYTES));
  expect(() => outgoingChunksOf([tooLarge])).toThrow(MessageTooLargeError);
});
