import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { limitExceeded, PlatformError } from 'platform/errors/errors';
import { answerText } from '../executor/answer.ts';
import type { FormatError } from '../plugins/errors.ts';
import { REQUEST_ID_HEADER, requestIdOf, withRequestId } from '../plugins/request-id.ts';
import { refusalType } from './negotiate.ts';
import { refused } from './refused.ts';
import { sendAnswer } from './response.ts';
import { refusalOf } from './run.ts';
import { DATA_HEADERS } from './security-headers.ts';

/** How everything that is refused before GraphQL has its turn is answered: as GraphQL answers an error. */
export interface FailureAnswers {
  /** What a handler or a hook throws, and what fastify finds in a body. */
  readonly onError: (error: unknown, request: FastifyRequest, reply: FastifyReply) => unknown;
  /** What comes before all hooks: a URL that is none. */
  readonly onUnroutable: (error: FastifyError, request: FastifyRequest, reply: FastifyReply) => void;
  /** What is no HTTP, or does not come to its end. */
  readonly onClientError: (error: Error & { readonly code?: string }, socket: Duplex) => void;
}

export function createFailureAnswers(bodyBytes: number, formatError: FormatError): FailureAnswers {
  const onError: FailureAnswers['onError'] = (error, { headers }, reply) => {
    const answer = refusalOf(toPublic(error as FastifyError, bodyBytes), formatError);
    return sendAnswer(reply, refusalType(headers.accept), {
      answer,
      head: { status: (error as FastifyError).statusCode },
    });
  };
  return {
    onError,
    onUnroutable(error, request, reply) {
      void reply.headers({ ...DATA_HEADERS, [REQUEST_ID_HEADER]: request.id });
      withRequestId(request.id, () => onError(error, request, reply));
    },
    onClientError({ code }, socket) {
      if (code === 'ECONNRESET' || !socket.writable) return;
      const { statusCode, error } = clientFault(code);
      const requestId = requestIdOf({ headers: {} });
      const text = withRequestId(requestId, () => answerText(refusalOf(error, formatError)));
      socket.end(rawResponse(statusCode, { [REQUEST_ID_HEADER]: requestId }, text));
    },
  };
}

/** While the server closes, what comes on connections that are still open is refused: 503, and another server's turn. */
export function refuseWhileClosing(server: FastifyInstance): void {
  let closing = false;
  server.addHook('preClose', (done) => {
    closing = true;
    done();
  });
  server.addHook('onRequest', (_request, _reply, done) => {
    done(closing ? new PlatformError('SERVICE_UNAVAILABLE', 'The server is about to stop.') : undefined);
  });
}

/** Fastify's own refusals (too long, not JSON, no known content type) with our codes; a bug stays one. */
function toPublic(error: FastifyError | PlatformError, bodyBytes: number): unknown {
  if (error instanceof PlatformError) return error;
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') return limitExceeded('bodyBytes', bodyBytes);
  const { statusCode = 500 } = error;
  return statusCode >= 400 && statusCode < 500 ? new PlatformError('BAD_REQUEST', error.message) : error;
}

function clientFault(code: string | undefined): {
  readonly statusCode: number;
  readonly error: PlatformError;
} {
  const fault = (statusCode: number, message: string) => ({
    statusCode,
    error: refused(statusCode, message),
  });
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return fault(408, 'The request did not come to its end in time.');
  if (code === 'HPE_HEADER_OVERFLOW') return fault(431, 'The headers of the request are too long.');
  return fault(400, 'This is not HTTP.');
}

function rawResponse(status: number, headers: Readonly<Record<string, string>>, text: string): string {
  const all = {
    ...DATA_HEADERS,
    ...headers,
    'content-type': 'application/json; charset=utf-8',
    'content-length': String(Buffer.byteLength(text)),
    connection: 'close',
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('')}\r\n${text}`;
}
