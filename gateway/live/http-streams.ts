import type { ServerResponse } from 'node:http';
import { PlatformError } from 'platform/errors/errors';
import type { Answers } from './answers.ts';
import type { Asked, Begin, Begun } from './begin.ts';
import type { CursorPulse } from './cursor-pulse.ts';
import type { LiveLimits } from './limits.ts';
import type { LiveStats, Transport } from './metrics.ts';
import type { Seats } from './seats.ts';
import type { StreamFormat } from './stream-format.ts';
import { writeStream } from './stream-response.ts';
import { refusalOfToken } from './token-refusal.ts';
import type { TokenWatch, Watched } from './token-watch.ts';

export interface HttpStreamsOptions {
  readonly begin: Begin;
  readonly answers: Answers;
  readonly tokens: TokenWatch;
  /** Of connections. */
  readonly seats: Seats;
  /** There are as many connections as there may be. */
  readonly isFull: () => boolean;
  readonly cursorPulse: CursorPulse;
  readonly limits: LiveLimits;
}

/** Where an operation is written. */
export interface StreamTarget {
  readonly format: StreamFormat;
  readonly response: ServerResponse;
  /** Writes the head of the response: called once the operation was let in. */
  readonly writeHead: () => void;
}

/** Operations on HTTP responses that stay open: one on each. */
export interface HttpStreams {
  /**
   * Resolves when the stream is over. Rejects, with nothing written, for what is refused: with SERVICE_UNAVAILABLE
   * while the gateway stops or has as many connections as it may, with LIMIT_EXCEEDED when its caller has.
   */
  serve(asked: Asked, target: StreamTarget): Promise<void>;
  /** Connections. */
  readonly size: number;
  /** Of one transport; without it of all. */
  stats(transport?: Transport): LiveStats;
  /** Refuses new streams, tells the open ones where to resume and ends them. */
  close(): Promise<void>;
}

/** A response that is an operation's, from before it begins. */
interface OpenStream {
  readonly transport: Transport;
  readonly response: ServerResponse;
  readonly over: Promise<void>;
  begun?: Begun;
  /** It ends although its client wants more: it should come back. */
  isEnding?: boolean;
}

export function createHttpStreams({
  begin,
  answers,
  tokens,
  seats,
  isFull,
  cursorPulse,
  limits,
}: HttpStreamsOptions): HttpStreams {
  const open = new Set<OpenStream>();
  let isStopping = false;

  async function run(stream: OpenStream, asked: Asked, { format, writeHead }: StreamTarget): Promise<void> {
    const { response } = stream;
    const begun = await begin({ ...asked, context: { ...asked.context, signal: signalOf(response) } });
    if (response.destroyed) return begun.operation.cancel();
    stream.begun = begun;
    if (isStopping) end(stream, 'The gateway is about to stop');
    const aged = setTimeout(
      () => end(stream, 'The stream has lived as long as one may'),
      limits.maxLifetimeMs,
    );
    const watched = watchedOf(begun, asked);
    tokens.add(watched);
    writeHead();
    const isEnding = () => stream.isEnding === true;
    await writeStream({ begun, format, response, answers, cursorPulse, limits, isEnding });
    tokens.remove(watched);
    clearTimeout(aged);
  }

  return {
    async serve(asked, target) {
      if (isStopping) throw unavailable('The gateway is about to stop: connect again.');
      if (isFull()) throw unavailable('There are too many connections: try later.');
      seats.take(asked.context.actor);
      const { promise: over, resolve } = Promise.withResolvers<void>();
      const stream: OpenStream = { transport: target.format.transport, response: target.response, over };
      open.add(stream);
      try {
        await run(stream, asked, target);
      } finally {
        seats.giveBack(asked.context.actor);
        open.delete(stream);
        resolve();
      }
    },
    get size() {
      return open.size;
    },
    stats(transport) {
      const counted = [...open].filter((stream) => !transport || stream.transport === transport);
      return {
        connections: counted.length,
        subscriptions: counted.filter(({ begun }) => begun?.live).length,
      };
    },
    async close() {
      isStopping = true;
      for (const stream of open) end(stream, 'The gateway is about to stop');
      const late = setTimeout(() => destroyAll(open), limits.drainTimeoutMs);
      await Promise.all([...open].map(({ over }) => over));
      clearTimeout(late);
    },
  };
}

const watchedOf = ({ live }: Begun, { context: { actor } }: Asked): Watched => ({
  actor: live && actor,
  onTokenFault: (fault) => live?.end(refusalOfToken(fault)),
});

/** Ends a subscription so that its client comes back. */
function end(stream: OpenStream, why: string): void {
  stream.isEnding = true;
  stream.begun?.live?.end(unavailable(`${why}: connect again and resume.`));
}

const unavailable = (message: string): PlatformError => new PlatformError('SERVICE_UNAVAILABLE', message);

const destroyAll = (streams: Iterable<OpenStream>): void => {
  for (const { response } of streams) response.destroy();
};

/** Aborts when the client is gone. */
function signalOf(response: ServerResponse): AbortSignal {
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  return gone.signal;
}
