import { EventEmitter, on, once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { execute, type GraphQLError, parse } from 'graphql';
import { createHandler } from 'graphql-sse/lib/use/http';
import { useServer } from 'graphql-ws/use/ws';
import { type WebSocket, WebSocketServer } from 'ws';

/** A stranger's subgraph, with the packages that strangers use. */
export const CHAT = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.12", import: ["@key", "@authenticated"])
  type Query { rooms: [String!]! }
  type Subscription {
    messageSent(room: ID!, filter: Filter): Message
    memberMessageSent: Message @authenticated
    countdown(from: Int!): Int
    anythingSent: Sent!
    failing: Message
  }
  input Filter { from: String }
  interface Sent { id: ID! }
  type Message implements Sent @key(fields: "id") { id: ID! text: String! author: User unreadable: String }
  type Picture implements Sent @key(fields: "id") { id: ID! width: Int! }
  type User @key(fields: "id") { id: ID! messages: Int }
`;

/** A second one, in the gateway's process. */
export const PEOPLE = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.12", import: ["@key", "@requiresScopes"])
  type User @key(fields: "id") { id: ID! name: String email: String @requiresScopes(scopes: [["email"]]) }
`;

const ROOMS = ['lobby', 'attic', 'members'];

export interface Sent {
  readonly id: string;
  readonly text?: string;
  readonly author?: string;
  readonly width?: number;
}

export interface Chat {
  readonly url: string;
  /** Sends to a room. */
  send(sent: Sent, room?: string): void;
  /** Subscriptions that are open at it. */
  subscriptions(): number;
  /** Open sockets, with what each came with. */
  readonly sockets: Set<WebSocket>;
  /** All that ever came. */
  readonly connected: { readonly headers: IncomingHttpHeaders; readonly params: unknown }[];
  /** Operations of subscriptions that came. */
  readonly subscribed: unknown[];
  /** Requests that came over HTTP. */
  readonly fetched: IncomingMessage[];
  /** Ends all connections at once. */
  kill(): void;
  /** The same, and those that come, until it comes back: it keeps its port, which another could take. */
  goAway(): void;
  comeBack(): void;
  close(): Promise<void>;
}

export interface ChatOptions {
  /** Before a socket is acknowledged; false refuses it. */
  readonly onConnect?: (params: unknown) => boolean | Promise<boolean>;
  /** Refuses each operation over a socket. */
  readonly refusal?: GraphQLError;
}

export async function startChat({ onConnect = () => true, refusal }: ChatOptions = {}): Promise<Chat> {
  const emitter = new EventEmitter().setMaxListeners(0);
  const schema = chatSchema(emitter);
  const connected: Chat['connected'] = [];
  const subscribed: unknown[] = [];
  const fetched: IncomingMessage[] = [];
  const stream = createHandler({ schema });
  const server = createServer((request, response) => {
    if (request.url === '/stream') return void stream(request, response);
    fetched.push(request);
    void answer(schema, request, response);
  });
  const sockets = new WebSocketServer({ server, path: '/graphql' });
  useServer(
    {
      schema,
      onConnect({ connectionParams, extra }) {
        connected.push({ headers: extra.request.headers, params: connectionParams });
        return onConnect(connectionParams);
      },
      onSubscribe(_context, _id, payload) {
        subscribed.push(payload);
        return refusal && [refusal];
      },
    },
    sockets,
  );
  const kill = () => {
    for (const socket of sockets.clients) socket.terminate();
    server.closeAllConnections();
  };
  let isAway = false;
  server.on('connection', (socket) => isAway && socket.destroy());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`,
    send: (sent, room = 'lobby') => void emitter.emit(room, sent),
    subscriptions: () => ROOMS.reduce((sum, room) => sum + emitter.listenerCount(room), 0),
    sockets: sockets.clients,
    connected,
    subscribed,
    fetched,
    kill,
    goAway() {
      isAway = true;
      kill();
    },
    comeBack() {
      isAway = false;
    },
    async close() {
      kill();
      sockets.close();
      server.close();
      await once(server, 'close');
    },
  };
}

async function answer(
  schema: ReturnType<typeof chatSchema>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = JSON.parse((await request.toArray()).join(''));
  const result = await execute({ schema, document: parse(body.query), variableValues: body.variables });
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(result));
}

const chatSchema = (emitter: EventEmitter) =>
  buildSubgraphSchema([
    {
      typeDefs: parse(CHAT),
      resolvers: {
        Query: { rooms: () => ['lobby'] },
        Subscription: {
          messageSent: {
            subscribe: (_: never, { room }: { room: string }) => sentTo(emitter, room, 'messageSent'),
          },
          memberMessageSent: { subscribe: () => sentTo(emitter, 'members', 'memberMessageSent') },
          anythingSent: { subscribe: () => sentTo(emitter, 'lobby', 'anythingSent') },
          countdown: { subscribe: (_: never, { from }: { from: number }) => countdown(from) },
          failing: {
            subscribe: () => {
              throw new Error('the queue at 10.0.0.7 is gone');
            },
          },
        },
        Sent: { __resolveType: ({ width }: Sent) => (width === undefined ? 'Message' : 'Picture') },
        Message: {
          __resolveReference: ({ id }: Sent) => ({ id, text: `text of ${id}` }),
          author: ({ author }: Sent) => author && { id: author },
          unreadable: () => {
            throw new Error('disk 7 is full');
          },
        },
        User: { messages: ({ id }: Sent) => id.length },
      },
    } as never,
  ]);

/** An iterator that ends at once when it is told to, which an async generator does not. */
function sentTo(emitter: EventEmitter, room: string, field: string): AsyncIterableIterator<unknown> {
  const source = on(emitter, room);
  return {
    async next() {
      const { done, value } = await source.next();
      return done ? { done, value: undefined } : { done: false, value: { [field]: value[0] } };
    },
    return: async () => source.return?.() ?? { done: true, value: undefined },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

async function* countdown(from: number) {
  for (let left = from; left >= 0; left -= 1) {
    await nextTurn();
    yield { countdown: left };
  }
}
