/** Every bound of live subscriptions. All can be configured. */
export interface LiveLimits {
  /** Sockets open at once on this instance. */
  readonly maxConnections: number;
  /** Operations open at once on one socket. */
  readonly maxOperationsPerConnection: number;
  /** Bytes of one message from the client. */
  readonly maxMessageBytes: number;
  /** Bytes that may wait for a client that goes on sending; over it the socket is dropped. */
  readonly maxUnsentBytes: number;
  /** How long a new socket may take to send connection_init. */
  readonly connectionInitTimeoutMs: number;
  /** Between WebSocket pings; a socket that has not answered one when the next is due is dropped. */
  readonly keepAliveMs: number;
  /** Between cursors sent to subscriptions that are idle. */
  readonly cursorIntervalMs: number;
  /** Events that may wait for one subscriber; one more ends the subscription with SLOW_CONSUMER. */
  readonly queueCapacity: number;
  /** Events of one subscriber that are resolved at once. */
  readonly readAhead: number;
  /** A subscriber that replays and takes nothing for so long ends with SLOW_CONSUMER. */
  readonly stallTimeoutMs: number;
  /** Readers of the past that are open at once on this instance, and subscribers that may wait for one. */
  readonly maxReplays: number;
  readonly maxWaitingReplays: number;
  /** How long sockets may take to close when the gateway stops. */
  readonly drainTimeoutMs: number;
}

export const DEFAULT_LIVE_LIMITS: LiveLimits = {
  maxConnections: 20_000,
  maxOperationsPerConnection: 100,
  maxMessageBytes: 256 * 1024,
  maxUnsentBytes: 16 * 1024 * 1024,
  connectionInitTimeoutMs: 3_000,
  keepAliveMs: 15_000,
  cursorIntervalMs: 15_000,
  queueCapacity: 1_000,
  readAhead: 16,
  stallTimeoutMs: 60_000,
  maxReplays: 8,
  maxWaitingReplays: 10_000,
  drainTimeoutMs: 2_000,
};
