import { describe, expect, test } from '@jest/globals';
import { ANSWER_TYPES, preferred, refusalType, STREAM_TYPES } from '../negotiate.ts';

const BROWSER = 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8';
const NEW = 'application/graphql-response+json';
const OLD = 'application/json';

describe('the type of the answer', () => {
  test.each([
    [undefined, OLD],
    ['', OLD],
    ['*/*', OLD],
    ['application/*', OLD],
    [OLD, OLD],
    [NEW, NEW],
    ['Application/GraphQL-Response+JSON', NEW],
    [`${NEW}; charset=utf-8, ${OLD}; charset=utf-8`, NEW],
    [`${OLD}, ${NEW}`, OLD],
    [`${OLD};q=0.9, ${NEW}`, NEW],
    [`*/*, ${NEW}`, NEW],
    [`${NEW};q=0.1, */*;q=0.5`, OLD],
    [`${OLD};q=0, */*`, NEW],
    [`text/html;a="x,${OLD}", ${NEW}`, NEW],
    [`${OLD};charset=latin1, ${NEW}`, NEW],
    [BROWSER, OLD],
  ])('Accept: %s → %s', (accept, type) => {
    expect(preferred(accept, ANSWER_TYPES)).toBe(type);
  });

  test.each(['text/html', `${OLD};q=0`, `${OLD};q=2`, 'application/json; charset=latin1', 'nonsense', ','])(
    'Accept: %s → none',
    (accept) => {
      expect(preferred(accept, ANSWER_TYPES)).toBeUndefined();
    },
  );
});

test('a browser that opens a page prefers HTML, a program does not', () => {
  const offers = [...ANSWER_TYPES, 'text/html'];
  expect(preferred(BROWSER, offers)).toBe('text/html');
  expect(preferred('*/*', offers)).toBe(OLD);
});

describe('with streams to offer, too', () => {
  const offers = [...ANSWER_TYPES, ...STREAM_TYPES];
  const [EVENTS, MULTIPART] = STREAM_TYPES;
  test.each([
    ['*/*', OLD],
    ['text/event-stream', EVENTS],
    [`${NEW}, ${OLD}, text/event-stream, multipart/mixed`, NEW],
    [`multipart/mixed; boundary="graphql"; subscriptionSpec="1.0", ${OLD}`, MULTIPART],
    [`multipart/mixed;subscriptionSpec=1.0, ${OLD}`, MULTIPART],
    [`multipart/mixed;deferSpec=20220824, ${OLD}`, OLD],
    ['multipart/mixed', undefined],
    ['multipart/*', undefined],
  ])('Accept: %s → %s', (accept, type) => {
    expect(preferred(accept, offers)).toBe(type);
  });
});

test('a refusal has the type that is accepted, or for a reader of streams the one with statuses', () => {
  expect(refusalType('text/event-stream')).toBe(NEW);
  expect(refusalType(`text/event-stream, ${OLD}`)).toBe(OLD);
  expect(refusalType('text/html')).toBe(OLD);
});
