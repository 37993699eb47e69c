import { once } from 'node:events';
import { eventually } from 'platform/bus/test/messages';
import { WebSocket } from 'ws';
import { type LiveGateway, READER, tokenOf } from './fixture.ts';

export interface Message {
  readonly type: string;
  readonly id?: string;
  readonly payload?: unknown;
}

/** A client that speaks graphql-transport-ws by hand, rightly or wrongly. */
export interface RawSocket {
  readonly socket: WebSocket;
  readonly messages: readonly Message[];
  /** Objects go as JSON, text as it is. */
  send(...messages: readonly unknown[]): void;
  /** Resolves once the server has sent such a message. */
  saw(type: string, id?: string): Promise<void>;
  /** What the server has sent to an operation, in order. */
  of(id: string): readonly Message[];
  /** Payloads of its `next` messages. */
  heard(id: string): readonly unknown[];
  /** `[id, code]` of each `error`. */
  errorCodes(): readonly (readonly [id: string | undefined, code: string | undefined])[];
  /** Of the last ping that brought some, by operation. */
  cursors(): ReadonlyMap<string, string>;
  /** Resolves once the server has answered a ping that was sent after everything before it. */
  answered(): Promise<void>;
  /** `[code, reason]`. */
  readonly closed: Promise<readonly [number, string]>;
  /** Says goodbye. */
  leave(): Promise<void>;
}

export const init = (token = tokenOf('acme', 'alice', READER)) => ({
  type: 'connection_init',
  payload: { authorization: `Bearer ${token}` },
});

export const subscribe = (
  id: string,
  query = 'subscription { transactionPosted { cursor transaction { id } } }',
  more: object = {},
) => ({ id, type: 'subscribe', payload: { query, ...more } });

export const complete = (id: string) => ({ id, type: 'complete' });

export async function connect(
  { url }: Pick<LiveGateway, 'url'>,
  protocol: string | string[] = 'graphql-transport-ws',
  options: object = {},
): Promise<RawSocket> {
  const socket = new WebSocket(url, protocol, options);
  const messages: Message[] = [];
  let pings = 0;
  socket.on('message', (data) => messages.push(JSON.parse(String(data))));
  const closed = once(socket, 'close').then(([code, reason]) => [code, String(reason)] as const);
  closed.catch(() => {});
  await once(socket, 'open');
  const send: RawSocket['send'] = (...sent) => {
    for (const message of sent) socket.send(typeof message === 'string' ? message : JSON.stringify(message));
  };
  return {
    socket,
    messages,
    send,
    closed,
    saw: (type, id) =>
      eventually(
        () => messages.some((message) => message.type === type && (id === undefined || message.id === id)),
        () => messages,
      ),
    of: (id) => messages.filter((message) => message.id === id),
    heard: (id) =>
      messages.flatMap((message) => (message.id === id && message.type === 'next' ? [message.payload] : [])),
    errorCodes: () =>
      messages
        .filter(({ type }) => type === 'error')
        .map(({ id, payload }) => [id, codeOf(payload)] as const),
    cursors() {
      const last = messages.findLast(({ type }) => type === 'ping')?.payload as
        | { cursors: object }
        | undefined;
      return new Map(Object.entries(last?.cursors ?? {}));
    },
    async answered() {
      pings += 1;
      const payload = { after: pings };
      send({ type: 'ping', payload });
      const isAnswer = (message: Message) =>
        message.type === 'pong' && (message.payload as typeof payload | undefined)?.after === payload.after;
      await eventually(() => messages.some(isAnswer));
    },
    async leave() {
      socket.close();
      await closed;
    },
  };
}

const codeOf = (payload: unknown): string | undefined =>
  (payload as { extensions: { code?: string } }[])[0]?.extensions.code;

/** One whose token was accepted. */
export async function acknowledged(gateway: Pick<LiveGateway, 'url'>, token?: string): Promise<RawSocket> {
  const client = await connect(gateway);
  client.send(init(token));
  const refused = client.closed.then(([code]) => {
    throw new Error(`closed with ${code} before it was acknowledged`);
  });
  await Promise.race([client.saw('connection_ack'), refused]);
  return client;
}
