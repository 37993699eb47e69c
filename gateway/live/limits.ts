import { z } from 'zod';
import { milliseconds, positive } from '../config/values.ts';

/** Every bound of live subscriptions. */
export const liveLimits = z
  .strictObject({
    maxConnections: positive
      .default(20_000)
      .describe('Sockets and event streams open at once on this instance.'),
    maxConnectionsPerTenant: positive
      .default(10_000)
      .describe("Of them one tenant's; one more is closed with 1013, or refused with LIMIT_EXCEEDED."),
    maxConnectionsPerActor: positive.default(500).describe("Of them one actor's, likewise."),
    maxSubscriptionsPerTenant: positive
      .default(50_000)
      .describe("One tenant's subscriptions open at once on this instance; one more is LIMIT_EXCEEDED."),
    maxSubscriptionsPerActor: positive.default(2_000).describe("One actor's, likewise."),
    maxOperationsPerConnection: positive.default(100).describe('Operations open at once on one socket.'),
    maxMessageBytes: positive.default(256 * 1024).describe('Bytes of one message from the client.'),
    maxUnsentBytes: positive
      .default(16 * 1024 * 1024)
      .describe('Bytes that may wait for a client that goes on sending; over it the socket is dropped.'),
    connectionInitTimeoutMs: milliseconds
      .default(3_000)
      .describe('How long a new socket may take to send connection_init.'),
    keepAliveMs: milliseconds
      .default(15_000)
      .describe(
        'Between WebSocket pings, to clients and to subgraphs; a socket that has not answered one when the next is due is dropped.',
      ),
    idleTimeoutMs: milliseconds
      .default(3_600_000)
      .describe('A socket on which no operation runs for so long is closed; noticed at the next ping.'),
    maxLifetimeMs: milliseconds
      .default(86_400_000)
      .describe(
        'How long a socket or an event stream may live; its client is told where to resume, and to connect again.',
      ),
    cursorIntervalMs: milliseconds
      .default(15_000)
      .describe('Between cursors sent to subscriptions that are idle, and heartbeats of event streams.'),
    tokenCheckIntervalMs: milliseconds
      .default(500)
      .describe(
        'Between looks at the tokens of all that is open: how late one that was revoked may be noticed.',
      ),
    queueCapacity: positive
      .default(1_000)
      .describe(
        'Events that may wait for one subscriber; one more ends the subscription with SLOW_CONSUMER.',
      ),
    readAhead: positive.default(16).describe('Events of one subscriber that are resolved at once.'),
    stallTimeoutMs: milliseconds
      .default(60_000)
      .describe('A subscriber that replays and takes nothing for so long ends with SLOW_CONSUMER.'),
    unreadTimeoutMs: milliseconds
      .default(120_000)
      .describe('An event stream whose client reads nothing of what was sent for so long is dropped.'),
    maxReplays: positive.default(8).describe('Readers of the past that are open at once on this instance.'),
    maxWaitingReplays: positive
      .default(20_000)
      .describe('Subscribers of one topic that may wait for one; it is shared by all who do.'),
    recentEvents: positive
      .default(10_000)
      .describe(
        'Of each topic so many of the newest events stay in memory: resuming after them reads nothing.',
      ),
    recentBytes: positive
      .default(16 * 1024 * 1024)
      .describe('Bytes of their data as JSON; in memory they take a few times as much.'),
    maxConnectionsPerSubgraph: positive
      .default(1_000)
      .describe(
        'Sockets (one per actor) and event streams (one per subscription) open to one subgraph whose subscriptions are passed through.',
      ),
    connectTimeoutMs: milliseconds
      .default(5_000)
      .describe('How long such a subgraph may take to connect, and again to acknowledge.'),
    drainTimeoutMs: milliseconds
      .default(2_000)
      .describe('How long sockets and event streams may take to close when the gateway stops.'),
  })
  .prefault({})
  .describe('Bounds of live subscriptions.');

export type LiveLimits = z.infer<typeof liveLimits>;

export const DEFAULT_LIVE_LIMITS: LiveLimits = liveLimits.parse({});
