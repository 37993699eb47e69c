import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { buildSchema } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { type WebSocket, WebSocketServer } from 'ws';
import { eventSource } from './event-source.ts';

export interface TestServer {
  readonly url: string;
  /** What came by HTTP. */
  readonly requests: { readonly body: unknown; readonly authorization: string | undefined }[];
  /** Each subscription that was opened. */
  readonly opened: { readonly after: string | undefined; readonly authorization: unknown }[];
  /** What a subscription gives that begins after the event of this number. */
  events: (after: number) => readonly (number | Error)[];
  /** Tells all subscriptions where to resume: after the event of this number. Resolves when they have heard it. */
  ping(after: number): Promise<void>;
  /** Gives all subscriptions another event. */
  give(n: number): void;
  /** Drops all WebSocket connections. */
  drop(): void;
  /** Subscriptions that are open now. */
  subscribers(): number;
  close(): Promise<void>;
}

interface Context {
  readonly connectionParams?: { readonly authorization?: unknown };
}

const SCHEMA = buildSchema(`
  type Query { hello: String }
  type Subscription { counted(after: String): Event!, ticked: Event! }
  type Event { cursor: String!, n: Int! }
`);

const eventOf = (n: number) => ({ cursor: `after ${n}`, n });

const numberOf = (cursor = 'after 0'): number => Number(cursor.slice('after '.length));

/** A GraphQL server of numbered events: each event's cursor is its number, and `after` goes on behind it. */
export async function startServer(
  answer: (request: IncomingMessage, response: ServerResponse) => void = (_, response) => response.end('{}'),
): Promise<TestServer> {
  let open = 0;
  const operations: { readonly id: string; readonly socket: WebSocket }[] = [];
  const http = createServer(async (request, response) => {
    const body: unknown = JSON.parse(await text(request));
    server.requests.push({ body, authorization: request.headers.authorization });
    answer(request, response);
  });
  const sockets = new WebSocketServer({ server: http, path: '/graphql' });

  const subscribeTo =
    (field: string) =>
    ({ after }: { after?: string }, { connectionParams }: Context) => {
      server.opened.push({ after, authorization: connectionParams?.authorization });
      open += 1;
      const events = server.events(numberOf(after));
      return eventSource(
        events.map((n) => (n instanceof Error ? n : { [field]: eventOf(n) })),
        () => {
          open -= 1;
        },
      );
    };
  useServer(
    {
      schema: SCHEMA,
      roots: { subscription: { counted: subscribeTo('counted'), ticked: subscribeTo('ticked') } },
      onConnect: ({ connectionParams }) => connectionParams?.authorization !== 'Bearer refused',
      onOperation: ({ extra: { socket } }, id) => {
        operations.push({ id, socket });
      },
      context: ({ connectionParams }) => ({ connectionParams }),
    },
    sockets,
  );

  const send = (message: (id: string) => object): void => {
    for (const { id, socket } of operations) socket.send(JSON.stringify(message(id)));
  };
  const drop = (): void => {
    for (const socket of sockets.clients) socket.terminate();
  };
  await new Promise<void>((listening) => http.listen(0, '127.0.0.1', listening));
  const server: TestServer = {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}/graphql`,
    requests: [],
    opened: [],
    events: () => [],
    async ping(after) {
      const pongs = operations.map(({ socket }) => once(socket, 'message'));
      send((id) => ({ type: 'ping', payload: { cursors: { [id]: `after ${after}` } } }));
      await Promise.all(pongs);
    },
    give: (n) => send((id) => ({ type: 'next', id, payload: { data: { counted: eventOf(n) } } })),
    drop,
    subscribers: () => open,
    async close() {
      drop();
      http.closeAllConnections();
      await new Promise((closed) => http.close(closed));
    },
  };
  return server;
}
