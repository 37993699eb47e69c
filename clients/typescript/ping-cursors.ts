import type { Client as SocketClient } from 'graphql-ws';
import { textOrUndefined } from './loss.ts';

const ids = new WeakMap<object, string>();
let given = 0;

/** The id under which a request goes over its socket; no other request has it. */
export function operationId(request: object): string {
  const id = ids.get(request) ?? String(++given);
  ids.set(request, id);
  return id;
}

/** Calls `take` with each cursor that a ping of the server brings for the request, until what it answers is called. */
export const onPingCursor = (
  socket: SocketClient,
  request: object,
  take: (cursor: string) => void,
): (() => void) =>
  socket.on('ping', (received, payload) => {
    const { cursors } = (payload ?? {}) as { cursors?: Readonly<Record<string, unknown>> };
    const cursor = received && textOrUndefined(cursors?.[operationId(request)]);
    if (cursor) take(cursor);
  });
