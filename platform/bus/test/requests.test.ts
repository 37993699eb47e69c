import { expect, test } from '@jest/globals';
import { MessageTooLargeError } from '../errors.ts';
import { MAX_MESSAGE_BYTES } from '../port.ts';
import { MAX_REQUEST_BYTES, requestsOf } from '../requests.ts';
import { newTopic, writerOf } from './messages.ts';

const writer = writerOf(newTopic(1));
const aMessage = (bytes: number) => writer.message('a', 'x'.repeat(bytes));
const KIB = 1024;

test('small messages share a request, in order', () => {
  const messages = Array.from({ length: 100 }, () => aMessage(10));
  expect(requestsOf(messages)).toEqual([messages]);
});

test('a request has MAX_REQUEST_BYTES at the most, unless one message alone has more', () => {
  const messages = [400, 400, 400, 1_500, 10].map((kib) => aMessage(kib * KIB));
  const requests = requestsOf(messages);
  expect(MAX_REQUEST_BYTES).toBe(1_024 * KIB);
  expect(requests.map((request) => request.length)).toEqual([2, 1, 1, 1]);
  expect(requests.flat()).toEqual(messages);
});

test('no message has more than MAX_MESSAGE_BYTES', () => {
  expect(() => requestsOf([aMessage(10), aMessage(MAX_MESSAGE_BYTES)])).toThrow(MessageTooLargeError);
});

test('nothing to publish is no request', () => {
  expect(requestsOf([])).toEqual([]);
});
