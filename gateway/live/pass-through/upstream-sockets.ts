import type { GatewayContext } from '../../context.ts';
import { type CredentialsOptions, credentialsOf } from './credentials.ts';
import { reach } from './reach.ts';
import { type ClosableUpstream, tooManyConnections } from './upstream.ts';
import { openSocket, type UpstreamSocket, type UpstreamSocketOptions } from './upstream-socket.ts';

export interface UpstreamSocketsOptions
  extends CredentialsOptions,
    Omit<UpstreamSocketOptions, 'headers' | 'onClosed'> {
  readonly maxConnections: number;
}

/** Subscribes over WebSocket (graphql-transport-ws): one socket for all operations with the same credentials. */
export function upstreamSockets(options: UpstreamSocketsOptions): ClosableUpstream {
  const sockets = new Map<string, UpstreamSocket>();

  async function socketFor(context: GatewayContext): Promise<UpstreamSocket> {
    const { headers, key } = await credentialsOf(options, context);
    const known = sockets.get(key);
    if (known) return known;
    if (sockets.size >= options.maxConnections) throw tooManyConnections();
    const socket = openSocket({ ...options, headers, onClosed: () => void sockets.delete(key) });
    sockets.set(key, socket);
    return socket;
  }

  async function connectedSocket(context: GatewayContext): Promise<UpstreamSocket> {
    const socket = await socketFor(context);
    await socket.connected;
    return socket;
  }

  return {
    async subscribe(operation, context, subscriber) {
      const socket = await reach(() => connectedSocket(context), context.signal);
      context.signal?.throwIfAborted();
      return socket.subscribe(operation, subscriber);
    },
    get connections() {
      return sockets.size;
    },
    close() {
      for (const socket of sockets.values()) socket.close();
    },
  };
}
