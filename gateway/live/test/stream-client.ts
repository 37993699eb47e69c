import { once } from 'node:events';
import { type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http';
import { eventually } from 'platform/bus/test/messages';
import { type LiveGateway, READER, tokenOf } from './fixture.ts';

export const EVENT_STREAM = 'text/event-stream';
export const MULTIPART = 'multipart/mixed;subscriptionSpec="1.0"';

export interface StreamRequest {
  readonly query: string;
  readonly variables?: Record<string, unknown>;
  readonly accept?: string;
  /** Empty: none. */
  readonly token?: string;
  readonly headers?: Record<string, string>;
  readonly method?: 'GET' | 'POST';
  /** Further ones in the URL of a GET. */
  readonly parameters?: Record<string, string>;
}

/** A response as it comes: nothing of it is interpreted here. */
export interface Streamed {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly response: IncomingMessage;
  text(): string;
  /** Resolves when the server has ended the response; rejects when its connection was lost. */
  readonly ended: Promise<unknown>;
  /** Resolves once the text has this in it. */
  has(part: string): Promise<void>;
  leave(): void;
}

export async function openStream(
  { url }: Pick<LiveGateway, 'url'>,
  {
    query,
    variables = {},
    accept = EVENT_STREAM,
    token,
    headers = {},
    method = 'POST',
    parameters = {},
  }: StreamRequest,
): Promise<Streamed> {
  const { authorization, ...rest } = {
    authorization: `Bearer ${token ?? tokenOf('acme', 'alice', READER)}`,
    accept,
    ...(method === 'POST' && { 'content-type': 'application/json' }),
    ...headers,
  };
  const inUrl = new URLSearchParams({ query, variables: JSON.stringify(variables), ...parameters });
  const path = method === 'GET' ? `?${inUrl}` : '';
  const asked = request(`${url.replace('ws:', 'http:')}${path}`, {
    method,
    agent: false,
    headers: token === '' ? rest : { authorization, ...rest },
  });
  asked.end(method === 'POST' ? JSON.stringify({ query, variables }) : undefined);
  const [response] = (await once(asked, 'response')) as [IncomingMessage];
  let text = '';
  response.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
  });
  const ended = once(response, 'end');
  ended.catch(() => {});
  return {
    status: response.statusCode,
    headers: response.headers,
    response,
    text: () => text,
    ended,
    has: (part) => eventually(() => text.includes(part)),
    leave: () => void asked.destroy(),
  };
}

/** What a browser's EventSource makes of a stream (HTML, "event stream interpretation"). */
export interface Interpreted {
  readonly events: readonly { readonly type: string; readonly data: string; readonly lastEventId: string }[];
  /** Sent back as `Last-Event-ID`. */
  readonly lastEventId: string;
  readonly retryMs: number | undefined;
}

export function interpret(text: string): Interpreted {
  const events: { type: string; data: string; lastEventId: string }[] = [];
  let lastEventId = '';
  let retryMs: number | undefined;
  for (const block of text.split('\n\n').slice(0, -1)) {
    let type = 'message';
    let data = '';
    for (const line of block.split('\n')) {
      const [, name, value = ''] = /^([^:]*):? ?(.*)$/.exec(line) ?? [];
      if (name === 'id') lastEventId = value;
      if (name === 'event') type = value;
      if (name === 'data') data += `${value}\n`;
      if (name === 'retry') retryMs = Number(value);
    }
    if (data !== '') events.push({ type, data: data.slice(0, -1), lastEventId });
  }
  return { events, lastEventId, retryMs };
}

/** The bodies of a multipart response's whole parts (RFC 2046, 5.1.1), and whether it is closed. */
export function partsOf(text: string): { readonly bodies: readonly unknown[]; readonly isClosed: boolean } {
  const pieces = `\r\n${text}`.split('\r\n--graphql');
  const whole = pieces.slice(1, -1).map((piece) => {
    const [head, body = ''] = piece.split('\r\n\r\n');
    if (head !== '\r\ncontent-type: application/json') throw new Error(`not a part: ${piece}`);
    return JSON.parse(body) as unknown;
  });
  return { bodies: whole, isClosed: pieces.at(-1) === '--\r\n' };
}

/** The results in whole events, without heartbeats and the end. */
export const resultsInEvents = (text: string): readonly Result[] =>
  interpret(text)
    .events.filter(({ type }) => type === 'next')
    .map(({ data }) => JSON.parse(data) as Result);

/** The same in whole parts. */
export const resultsInParts = (text: string): readonly Result[] =>
  partsOf(text)
    .bodies.map((body) => body as Result & { readonly payload?: Result | null })
    .flatMap(({ payload, errors }) => payload ?? (errors ? { errors } : []));

export const resultsOf = ({ text, headers }: Streamed): readonly Result[] =>
  headers['content-type']?.startsWith(EVENT_STREAM) ? resultsInEvents(text()) : resultsInParts(text());

export interface Result {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly { readonly message: string; readonly extensions: Record<string, unknown> }[];
}

/** Waits until the stream has so many results. */
export const heard = (streamed: Streamed, count: number): Promise<void> =>
  eventually(() => resultsOf(streamed).length >= count);
