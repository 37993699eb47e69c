import { Agent, request } from 'undici';
import type { GatewayContext } from '../../context.ts';
import type { SubgraphOperation } from '../../data-source/data-source.ts';
import { FetchFailure } from '../../data-source/failure.ts';
import { type CredentialsOptions, credentialsOf } from './credentials.ts';
import { createEventStreamParser, type EventStreamParser } from './event-stream-parser.ts';
import { reach } from './reach.ts';
import { type ClosableUpstream, endingOnce, tooManyConnections } from './upstream.ts';

export interface UpstreamStreamsOptions extends CredentialsOptions {
  readonly url: string;
  /** To connect, and again for the head of the answer. */
  readonly connectTimeoutMs: number;
  readonly maxMessageBytes: number;
  readonly maxConnections: number;
}

type Answer = Awaited<ReturnType<typeof request>>;
type Heard = ReturnType<typeof endingOnce>;

/** Subscribes by GraphQL over SSE, distinct connections mode: one response for each operation. */
export function upstreamStreams(options: UpstreamStreamsOptions): ClosableUpstream {
  const { connectTimeoutMs, maxMessageBytes, maxConnections } = options;
  const agent = new Agent({
    connect: { timeout: connectTimeoutMs },
    headersTimeout: connectTimeoutMs,
    bodyTimeout: 0,
  });
  const open = new Set<AbortController>();

  async function ask({ body }: SubgraphOperation, context: GatewayContext, signal: AbortSignal) {
    const { headers } = await credentialsOf(options, context);
    const sent = { ...headers, ...HEADERS, 'x-request-id': context.requestId };
    const asked = { method: 'POST', headers: sent, body, dispatcher: agent, signal } as const;
    const answer = await request(options.url, asked).catch((error) => {
      throw new FetchFailure('unreachable', String(error));
    });
    refuseUnlessEventStream(answer);
    return answer.body;
  }

  return {
    async subscribe(operation, context, subscriber) {
      if (open.size >= maxConnections) throw tooManyConnections();
      const left = new AbortController();
      open.add(left);
      const heard = endingOnce(subscriber, () => open.delete(left));
      const leave = () => heard.leave(() => left.abort());
      try {
        const body = await reach(() => ask(operation, context, left.signal), context.signal);
        context.signal?.throwIfAborted();
        void read(body, createEventStreamParser(maxMessageBytes), heard).finally(() => left.abort());
        return leave;
      } catch (error) {
        leave();
        throw error;
      }
    },
    get connections() {
      return open.size;
    },
    async close() {
      for (const left of open) left.abort();
      await agent.destroy();
    },
  };
}

const HEADERS = { accept: 'text/event-stream', 'content-type': 'application/json' };

/** A server that fails (5xx) may be well again in a moment; any other answer stands. */
function refuseUnlessEventStream({ statusCode, headers, body }: Answer): void {
  const type = String(headers['content-type']);
  if (statusCode === 200 && type.startsWith('text/event-stream')) return;
  body.on('error', () => {}).destroy();
  const kind = statusCode >= 500 ? 'unreachable' : 'malformed';
  throw new FetchFailure(kind, `status ${statusCode}, content-type ${type}`);
}

async function read(body: Answer['body'], parse: EventStreamParser, heard: Heard): Promise<void> {
  try {
    for await (const text of body.setEncoding('utf8')) {
      for (const { type, data } of parse(text)) {
        if (type === 'next') heard.next(JSON.parse(data), data.length);
        if (type === 'complete') heard.complete();
      }
    }
    heard.lose(new FetchFailure('unreachable', 'the stream ended without complete'));
  } catch (error) {
    heard.lose(new FetchFailure('unreachable', String(error)));
  }
}
