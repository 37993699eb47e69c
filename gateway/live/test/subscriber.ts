import { eventually } from 'platform/bus/test/messages';
import type { Transport } from '../metrics.ts';
import { type LiveGateway, READER, tokenOf } from './fixture.ts';
import { acknowledged, subscribe } from './raw-socket.ts';
import {
  EVENT_STREAM,
  MULTIPART,
  openStream,
  type Result,
  resultsInEvents,
  resultsInParts,
} from './stream-client.ts';

/** One subscription on one connection, the same over every transport. */
export interface Subscriber {
  /** Of the transactions it heard of, in order. */
  readonly ids: readonly string[];
  /** Of the last of them. */
  cursor(): string | undefined;
  /** Resolves with the code that ended it, if there was one, and where to go on. */
  readonly ended: Promise<Ending>;
  /** Reads nothing until `resume`. */
  pause(): void;
  resume(): void;
  leave(): void;
}

export interface Ending {
  /** Of the error, or of the socket. */
  readonly code: unknown;
  readonly cursor: string | undefined;
}

export interface Wish {
  readonly token?: string;
  readonly after?: string | undefined;
}

const QUERY = `subscription ($after: Cursor) {
  transactionPosted(after: $after) { cursor transaction { id } }
}`;

export function openSubscriber(
  gateway: Pick<LiveGateway, 'url'>,
  transport: Transport,
  wish: Wish = {},
): Promise<Subscriber> {
  return transport === 'websocket' ? overSocket(gateway, wish) : overHttp(gateway, transport, wish);
}

/** So many, of every transport in turn and of twenty actors. */
export const openCrowd = (
  gateway: Pick<LiveGateway, 'url'>,
  transports: readonly Transport[],
  size: number,
): Promise<readonly Subscriber[]> =>
  Promise.all(
    [...Array(size).keys()].map((n) =>
      openSubscriber(gateway, transports[n % transports.length] ?? 'websocket', {
        token: tokenOf('acme', `actor-${n % 20}`, READER),
      }),
    ),
  );

/** Waits until each has heard of so many transactions. */
export const allHeard = (crowd: readonly Subscriber[], count: number): Promise<void> =>
  eventually(
    () => crowd.every(({ ids }) => ids.length >= count),
    () => crowd.filter(({ ids }) => ids.length < count).length,
  );

async function overSocket(gateway: Pick<LiveGateway, 'url'>, { token, after }: Wish): Promise<Subscriber> {
  const { socket, send, closed, cursors } = await acknowledged(gateway, token);
  const ended = Promise.withResolvers<Ending>();
  const heard = collect(ended.resolve);
  socket.on('message', (text) => {
    const { type, payload } = JSON.parse(String(text)) as { type: string; payload: unknown };
    if (type === 'next') heard.take(payload as Result);
    if (type === 'error') heard.take({ errors: payload as Result['errors'] });
  });
  void closed.then(([code]) => ended.resolve({ code, cursor: cursors().get('1') }));
  send(subscribe('1', QUERY, { variables: { after } }));
  // Without a cursor it hears of what is published from now on: it must have its place.
  if (after === undefined) await eventually(() => cursors().size > 0);
  return {
    ids: heard.ids,
    cursor: heard.cursor,
    ended: ended.promise,
    pause: () => socket.pause(),
    resume: () => socket.resume(),
    leave: () => socket.terminate(),
  };
}

async function overHttp(
  gateway: Pick<LiveGateway, 'url'>,
  transport: Transport,
  { token, after }: Wish,
): Promise<Subscriber> {
  const accept = transport === 'sse' ? EVENT_STREAM : MULTIPART;
  const split = transport === 'sse' ? splitEvents : splitParts;
  const { response, leave } = await openStream(gateway, {
    query: QUERY,
    accept,
    token,
    variables: { after },
  });
  const ended = Promise.withResolvers<Ending>();
  const heard = collect(ended.resolve);
  let text = '';
  response.once('close', () => ended.resolve({ code: undefined, cursor: undefined }));
  response.on('data', (chunk: string) => {
    const { results, rest } = split(text + chunk);
    text = rest;
    for (const result of results) heard.take(result);
  });
  return {
    ids: heard.ids,
    cursor: heard.cursor,
    ended: ended.promise,
    pause: () => void response.pause(),
    resume: () => void response.resume(),
    leave,
  };
}

interface Posted {
  readonly cursor: string;
  readonly transaction: { readonly id: string };
}

function collect(end: (ending: Ending) => void) {
  const ids: string[] = [];
  let last: Posted | undefined;
  return {
    ids,
    cursor: () => last?.cursor,
    take({ data, errors }: Result): void {
      if (data) {
        last = data.transactionPosted as Posted;
        ids.push(last.transaction.id);
      }
      const { code, cursor } = errors?.[0]?.extensions ?? {};
      if (errors) end({ code, cursor: cursor as string | undefined });
    },
  };
}

const GAP = '\n\n';
const BOUNDARY = '\r\n--graphql';

interface Split {
  readonly results: readonly Result[];
  /** What is not whole yet. */
  readonly rest: string;
}

function splitEvents(text: string): Split {
  const end = text.lastIndexOf(GAP);
  if (end < 0) return { results: [], rest: text };
  return { results: resultsInEvents(text.slice(0, end) + GAP), rest: text.slice(end + GAP.length) };
}

function splitParts(text: string): Split {
  const end = text.lastIndexOf(BOUNDARY);
  if (end < 0) return { results: [], rest: text };
  return { results: resultsInParts(text.slice(0, end) + BOUNDARY), rest: text.slice(end + 2) };
}
