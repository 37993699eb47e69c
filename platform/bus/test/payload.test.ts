import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type MessageContent, pack, unpack } from '../payload.ts';

const text = fc.string({ unit: 'binary', maxLength: 40 });
const name = text.filter((given) => given !== '__proto__');
const content: fc.Arbitrary<MessageContent> = fc.record({
  key: text,
  headers: fc.dictionary(name, text, { maxKeys: 4, noNullPrototype: true }),
  body: fc.oneof(text, fc.json()),
});

const plain = (payload: Buffer) => JSON.parse(payload.toString());

test('whatever is packed is unpacked the same, in order', () => {
  const isWellFormed = ({ key, headers, body }: MessageContent) =>
    [key, body, ...Object.entries(headers).flat()].every((given) => given.isWellFormed());
  fc.assert(
    fc.property(fc.array(content.filter(isWellFormed), { minLength: 1, maxLength: 20 }), (messages) => {
      expect(unpack(pack(messages))).toEqual(messages);
    }),
  );
});

test('a header that all messages have alike is stored once', () => {
  const message = (id: string) => ({ key: id, headers: { source: 'test', id }, body: '{}' });
  expect(plain(pack([message('a'), message('b')]))).toEqual({
    shared: { source: 'test' },
    messages: [
      ['a', { id: 'a' }, '{}'],
      ['b', { id: 'b' }, '{}'],
    ],
  });
});

test('what is small stays readable, what is large is deflated', () => {
  const large = { key: 'a', headers: {}, body: 'x'.repeat(100_000) };
  expect(plain(pack([{ ...large, body: 'x' }]))).toMatchObject({ messages: [['a', {}, 'x']] });
  expect(pack([large]).length).toBeLessThan(1_000);
  expect(unpack(pack([large]))).toEqual([large]);
});
