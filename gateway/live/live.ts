import type { IncomingMessage, Server } from 'node:http';
import type { Logger } from 'pino';
import type { TokenVerifier } from 'platform/auth/token-verifier';
import type { Bus } from 'platform/bus/port';
import type { Registry } from 'prom-client';
import type { FormatError } from '../plugins/errors.ts';
import type { Admission } from '../plugins/plugin.ts';
import type { CurrentSupergraph } from '../supergraph/current.ts';
import { createAnswers } from './answers.ts';
import { createBegin, type ExecuteRequest } from './begin.ts';
import { createCursors } from './cursor.ts';
import { createCursorPulse } from './cursor-pulse.ts';
import { createHttpStreams, type HttpStreams } from './http-streams.ts';
import { createHub } from './hub.ts';
import { DEFAULT_LIVE_LIMITS, type LiveLimits } from './limits.ts';
import type { Meter } from './meter.ts';
import { type LiveStats, liveMetrics } from './metrics.ts';
import { noBus } from './no-bus.ts';
import { type Admit, type Authorise, createOpen } from './open.ts';
import type { Upstreams } from './pass-through/upstreams.ts';
import { createSeats, type Seats } from './seats.ts';
import type { EventStream } from './stream.ts';
import { createTickets, type Tickets } from './tickets.ts';
import type { IsRevoked } from './token-refusal.ts';
import { createTokenWatch } from './token-watch.ts';
import { serveWebSocket } from './websocket.ts';

export interface LiveOptions {
  readonly supergraph: CurrentSupergraph;
  /** Absent: event fields are refused. */
  readonly bus?: Bus | undefined;
  /** The subgraphs that have subscriptions of their own; absent: none is passed through. */
  readonly upstreams?: Upstreams | undefined;
  /** The first seals cursors and tickets, all open them: the same on every instance, kept over restarts. */
  readonly cursorSecrets: readonly [string, ...string[]];
  /** Absent: nobody can be authenticated, so event fields are refused. */
  readonly verifyToken?: TokenVerifier;
  /** Where an anonymous socket comes from. */
  readonly clientAddressOf?: (request: IncomingMessage) => string | undefined;
  readonly isRevoked?: IsRevoked;
  /** Puts authorisation around an executor: what the actor may not have is removed before, and null after. */
  readonly authorise: Authorise;
  /** Finds the text of a document that is only named; refuses, by throwing, what may not be parsed and validated. */
  readonly admission: Admission;
  /** Refuses, by throwing, an operation that is valid but too costly. */
  readonly admit?: Admit;
  /** Serves queries and mutations that come over a socket or ask for an event stream. */
  readonly execute: ExecuteRequest;
  /** The last hand on every error before the client sees it: masks, logs, counts. */
  readonly formatError: FormatError;
  readonly limits?: Partial<LiveLimits>;
  /** Charges subscribers for what they get; absent: nobody's budget is limited. */
  readonly meter?: Meter;
  /** For all that is done for one operation or event. */
  readonly deadlineMs: number;
  /** Bytes of the answer to one event. */
  readonly responseBytes: number;
  readonly logger: Logger;
  readonly metrics: Registry;
}

export interface Live {
  /** Serves graphql-transport-ws on upgrades of `path` (default /graphql) of this server. */
  attach(server: Server, path?: string): void;
  /** Operations on HTTP responses that stay open. */
  readonly streams: Pick<HttpStreams, 'serve'>;
  readonly tickets: Tickets;
  /** Of all transports. */
  stats(): LiveStats & {
    /** What the events are dispatched to: as many as there are subscriptions. */
    readonly listeners: number;
  };
  /** Refuses new clients, tells each that is connected where to resume, closes its connection and stops reading the bus. */
  close(): Promise<void>;
}

/**
 * Live subscriptions: fields with `@eventSource` are fed from the bus, the rest of their selection is resolved
 * across the federation. What clients may rely on is in PROTOCOL.md.
 */
export function createLive(options: LiveOptions): Live {
  const { bus = noBus, supergraph } = options;
  const limits = { ...DEFAULT_LIVE_LIMITS, ...options.limits };
  const cursors = createCursors(options.cursorSecrets);
  const openStreams = new Set<EventStream>();
  const metrics = liveMetrics(options.metrics, {
    statsOf: (transport) => (transport === 'websocket' ? sockets.stats() : streams.stats(transport)),
    queued: () => [...openStreams].reduce((sum, stream) => sum + stream.waiting(), 0),
  });
  const hub = createHub({ bus, cursors, metrics, limits });
  const answers = createAnswers(options.formatError, options.logger);
  const { isRevoked } = options;
  const open = createOpen({
    ...options,
    answers,
    services: { hub, cursors, limits, metrics, isRevoked, streams: openStreams },
    seats: seatsOf(limits, 'maxSubscriptionsPerTenant', 'maxSubscriptionsPerActor'),
  });
  const tokens = createTokenWatch(isRevoked, limits.tokenCheckIntervalMs);
  const cursorPulse = createCursorPulse(limits.cursorIntervalMs);
  const shared = {
    begin: createBegin({ ...options, schema: () => supergraph.get().schema, open, answers }),
    answers,
    cursorPulse,
    tokens,
    seats: seatsOf(limits, 'maxConnectionsPerTenant', 'maxConnectionsPerActor'),
    isFull: () => sockets.size + streams.size >= limits.maxConnections,
    limits,
  };
  const sockets = serveWebSocket({ ...options, ...shared });
  const streams = createHttpStreams(shared);
  return {
    attach: sockets.attach,
    streams,
    tickets: createTickets(options.cursorSecrets),
    stats: () => ({ ...sum(sockets.stats(), streams.stats()), listeners: hub.listeners() }),
    async close() {
      await Promise.all([sockets.close(), streams.close()]);
      tokens.close();
      await options.upstreams?.close();
      await options.meter?.close();
      cursorPulse.close();
      await hub.close();
    },
  };
}

const seatsOf = (limits: LiveLimits, perTenant: keyof LiveLimits, perActor: keyof LiveLimits): Seats =>
  createSeats(
    { limit: perTenant, maximum: limits[perTenant] },
    { limit: perActor, maximum: limits[perActor] },
  );

const sum = (one: LiveStats, other: LiveStats): LiveStats => ({
  connections: one.connections + other.connections,
  subscriptions: one.subscriptions + other.subscriptions,
});
