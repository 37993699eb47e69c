import type { OutgoingHttpHeaders } from 'node:http';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import type { GatewayContext } from '../context.ts';
import type { HttpStreams } from '../live/http-streams.ts';
import { multipart } from '../live/multipart.ts';
import { serverSentEvents } from '../live/server-sent-events.ts';
import type { StreamFormat } from '../live/stream-format.ts';
import type { StreamType } from './negotiate.ts';
import { requestOfBody, requestOfUrl } from './request.ts';

const FORMATS: Readonly<Record<StreamType, StreamFormat>> = {
  'text/event-stream': serverSentEvents,
  'multipart/mixed;subscriptionspec=1.0': multipart,
};

/** Nothing on the way may keep a stream, or hold it back until there is more (nginx asks for the second). */
const STREAM_HEADERS = { 'cache-control': 'no-cache', 'x-accel-buffering': 'no' };

/**
 * Answers an operation of any kind by a stream. A browser that connects again says how far it came
 * (`Last-Event-ID`): that is later than the cursor in its URL. Rejects for what is refused before the stream begins.
 */
export async function sendStream(
  streams: Pick<HttpStreams, 'serve'>,
  type: StreamType,
  context: GatewayContext,
  { method, body, url, headers }: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const isSafe = method === 'GET';
  const responseHeaders = new Map<string, string | string[]>();
  const asked = {
    request: isSafe ? requestOfUrl(url) : requestOfBody(body),
    context: { ...context, responseHeaders },
    resumeAfter: lastEventId(headers['last-event-id']),
    isSafe,
  };
  const format = FORMATS[type];
  const addHeaders = () => reply.headers(Object.fromEntries(responseHeaders));
  const writeHead = () => {
    addHeaders()
      .headers({ ...STREAM_HEADERS, 'content-type': format.contentType })
      .hijack();
    reply.raw.writeHead(200, reply.getHeaders() as OutgoingHttpHeaders);
  };
  try {
    await streams.serve(asked, { format, response: reply.raw, writeHead });
    return reply;
  } catch (error) {
    addHeaders();
    if ((error as FastifyError).statusCode === 405) void reply.header('allow', 'POST');
    throw error;
  }
}

const lastEventId = (header: string | string[] | undefined): string | undefined =>
  typeof header === 'string' && header !== '' ? header : undefined;
