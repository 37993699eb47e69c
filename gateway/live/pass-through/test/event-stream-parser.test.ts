import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createEventStreamParser } from '../event-stream-parser.ts';

const MAX_CHARS = 100;
const parse = (...pieces: string[]) => pieces.flatMap(createEventStreamParser(MAX_CHARS));

describe('text of an event stream', () => {
  test.each([
    ['an event', 'event: next\ndata: {}\n\n', [{ type: 'next', data: '{}' }]],
    ['without a type', 'data: {}\n\n', [{ type: 'message', data: '{}' }]],
    ['without data', 'event: complete\n\n', [{ type: 'complete', data: '' }]],
    ['several lines of data', 'data: a\ndata:b\ndata\n\n', [{ type: 'message', data: 'a\nb\n' }]],
    ['comments and other fields', ':\n\n: ping\nid: 7\nretry: 10\n\n', []],
    ['other ends of lines', 'event: next\r\ndata: 1\r\n\r\ndata: 2\r\r', [{ type: 'next', data: '1' }]],
    ['a colon in data', 'data: {"a":1}\n\n', [{ type: 'message', data: '{"a":1}' }]],
    ['the beginning of an event', 'event: next\ndata: {}\n', []],
  ])('%s', (_what, text, events) => {
    expect(parse(text)).toEqual(events);
  });

  test('may come in any pieces', () => {
    const text =
      'event: next\r\ndata: {"a":1}\r\n\r\n:\n\nevent: next\ndata: 2\n\nevent: complete\ndata:\n\n';
    const cuts = fc.array(fc.nat(text.length), { maxLength: 8 });
    fc.assert(
      fc.property(cuts, (at) => {
        const places = [0, ...at.sort((a, b) => a - b), text.length];
        const pieces = places.slice(1).map((end, index) => text.slice(places[index], end));
        expect(parse(...pieces)).toEqual(parse(text));
      }),
      { seed: 7 },
    );
    expect(parse(text)).toHaveLength(3);
  });

  test('an event that is too long is refused before it has come', () => {
    const long = `data: ${'x'.repeat(MAX_CHARS)}`;
    expect(() => parse(long)).toThrow('an event is over 100 characters');
    expect(() => parse(...Array.from({ length: 20 }, () => 'data: 12345\n'))).toThrow('over 100');
  });
});
