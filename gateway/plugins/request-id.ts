import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { GatewayPlugin } from './plugin.ts';

/** By which a request's id comes and goes. */
export const REQUEST_ID_HEADER = 'x-request-id';

/** An id that a client or a proxy chose is kept when it is harmless in a log. */
const ACCEPTABLE = /^[\w.:-]{1,100}$/;

const requestIds = new AsyncLocalStorage<string>();

/** The id of the request that is being worked on; undefined outside any. */
export const currentRequestId = (): string | undefined => requestIds.getStore();

/** Works on a request: its errors tell its id. */
export const withRequestId = <T>(id: string, work: () => T): T => requestIds.run(id, work);

/** The id of a new request: the one it came with, or a new one. */
export function requestIdOf({ headers }: Pick<IncomingMessage, 'headers'>): string {
  const given = headers[REQUEST_ID_HEADER];
  return typeof given === 'string' && ACCEPTABLE.test(given) ? given : randomUUID();
}

/** Gives every request an id, for logs and errors, and answers with it in `x-request-id`. */
export const useRequestId = (): GatewayPlugin => ({
  name: 'request-id',
  onServer: (server) => {
    server.addHook('onRequest', (request, reply, done) => {
      reply.header(REQUEST_ID_HEADER, request.id);
      withRequestId(request.id, done);
    });
  },
});
