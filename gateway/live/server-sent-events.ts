import type { StreamFormat } from './stream-format.ts';

/** What a client waits before it connects again, until it is told something else. */
const RETRY_MS = 1_000;

const idLine = (cursor: string | undefined): string => (cursor === undefined ? '' : `id: ${cursor}\n`);

const nextEvent = (answer: string, cursor: string | undefined): string =>
  `${idLine(cursor)}event: next\ndata: ${answer}\n\n`;

/**
 * GraphQL over Server-Sent Events, distinct connections mode
 * (https://github.com/enisdenjo/graphql-sse/blob/master/PROTOCOL.md). The cursor is the event's id: a browser sends
 * the last one back as `Last-Event-ID`. An id alone moves it on without an event (HTML, "event stream interpretation").
 */
export const serverSentEvents: StreamFormat = {
  transport: 'sse',
  contentType: 'text/event-stream; charset=utf-8',
  opening: `retry: ${RETRY_MS}\n\n`,
  next: nextEvent,
  heartbeat: (cursor) => (cursor === undefined ? ':\n\n' : `${idLine(cursor)}\n`),
  failure: (error, cursor) => nextEvent(JSON.stringify({ errors: [error] }), cursor),
  // Without `complete`: to a client the connection was lost, so it comes back by itself.
  restart: (_error, cursor) => `retry: ${RETRY_MS}\n${idLine(cursor)}\n`,
  // With data, though empty, or EventSource would not dispatch it.
  closing: 'event: complete\ndata:\n\n',
};
