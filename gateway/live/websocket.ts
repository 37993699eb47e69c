import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { CloseCode, GRAPHQL_TRANSPORT_WS_PROTOCOL, handleProtocols } from 'graphql-ws';
import { present } from 'platform/kernel/assert';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';
import { Connection, type ConnectionServices, SERVICE_RESTART } from './connection.ts';
import type { LiveStats } from './metrics.ts';
import { createPulse } from './pulse.ts';
import { headersOf, pathOf, refuseUpgrade } from './upgrade.ts';

export interface WebSocketOptions extends ConnectionServices {
  /** There are as many connections as there may be. */
  readonly isFull: () => boolean;
  /** Where an anonymous socket comes from. */
  readonly clientAddressOf?: ((request: IncomingMessage) => string | undefined) | undefined;
}

export interface LiveSockets {
  attach(server: Server, path?: string): void;
  /** Connections. */
  readonly size: number;
  stats(): LiveStats;
  /** Refuses new sockets, tells the open ones where to resume and closes them. */
  close(): Promise<void>;
}

/**
 * GraphQL over WebSocket (subprotocol graphql-transport-ws). The messages and their checks are graphql-ws's; the loop over them is
 * ours: a quarter of the memory, and nothing between an answer that many get and their sockets.
 */
export function serveWebSocket(options: WebSocketOptions): LiveSockets {
  const { limits, isFull, clientAddressOf } = options;
  const connections = new Map<WebSocket, Connection>();
  const detach: (() => void)[] = [];
  const allClosed = Promise.withResolvers<void>();
  const keepAlive = createPulse<Connection>(limits.keepAliveMs, (connection) => connection.ping());
  let draining = false;

  const sockets = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    maxPayload: limits.maxMessageBytes,
    perMessageDeflate: false,
    handleProtocols,
  });

  const open = (socket: WebSocket, stream: Duplex, request: IncomingMessage) => {
    const origin = { headers: headersOf(request), clientAddress: clientAddressOf?.(request) };
    const connection = new Connection(options, { socket, stream, origin });
    connections.set(socket, connection);
    keepAlive.add(connection);
    socket.on('error', ignore); // its close tells all
    socket.on('message', receive);
    socket.on('pong', pong);
    socket.on('close', closed);
    if (socket.protocol !== GRAPHQL_TRANSPORT_WS_PROTOCOL)
      socket.close(CloseCode.SubprotocolNotAcceptable, 'Subprotocol not acceptable');
  };

  // Functions of all sockets instead of some for each.
  function receive(this: WebSocket, data: RawData) {
    connections.get(this)?.receive(data);
  }
  function pong(this: WebSocket) {
    connections.get(this)?.pong();
  }
  function closed(this: WebSocket) {
    const connection = present(connections.get(this), 'it is there until it closes');
    keepAlive.remove(connection);
    connection.closed();
    connections.delete(this);
    if (draining && connections.size === 0) allClosed.resolve();
  }

  const upgrade = (path: string) => (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    if (pathOf(request) !== path) return void refuseUpgrade(stream, 404);
    if (draining || isFull()) return void refuseUpgrade(stream, 503);
    sockets.handleUpgrade(request, stream, head, (socket) => open(socket, stream, request));
  };

  return {
    attach(server, path = '/graphql') {
      const listener = upgrade(path);
      server.on('upgrade', listener);
      detach.push(() => server.off('upgrade', listener));
    },
    get size() {
      return connections.size;
    },
    stats: () => ({
      connections: connections.size,
      subscriptions: [...connections.values()].reduce((sum, { subscriptions }) => sum + subscriptions, 0),
    }),
    async close() {
      draining = true;
      for (const connection of connections.values()) connection.end(SERVICE_RESTART, 'Service restart');
      const late = setTimeout(() => terminateAll(connections.keys()), limits.drainTimeoutMs);
      if (connections.size > 0) await allClosed.promise;
      clearTimeout(late);
      keepAlive.close();
      for (const stop of detach) stop();
    },
  };
}

const ignore = (): void => {};

const terminateAll = (sockets: Iterable<WebSocket>): void => {
  for (const socket of sockets) socket.terminate();
};
