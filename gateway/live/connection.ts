import { CloseCode, MessageType } from 'graphql-ws';
import type { Actor } from 'platform/auth/actor';
import { limitExceeded, PlatformError } from 'platform/errors/errors';
import type { WebSocket } from 'ws';
import type { LiveSubscription } from './subscription.ts';
import { type IsRevoked, tokenRefusal } from './token-refusal.ts';
import type { TokenWatch } from './token-watch.ts';

/** Not among the protocol's own codes: the client should connect again, here or elsewhere, and resume. */
export const SERVICE_RESTART = 1012;
export const TRY_AGAIN_LATER = 1013;

export interface ConnectionOptions {
  readonly socket: WebSocket;
  /** Gives back the actor's share of connections. */
  readonly giveBack: () => void;
  /** Absent: anonymous. */
  readonly actor: Actor | undefined;
  readonly isRevoked?: IsRevoked | undefined;
  readonly tokens: TokenWatch;
  readonly cursorIntervalMs: number;
  readonly maxOperationsPerConnection: number;
}

/** An acknowledged socket: its subscriptions, and how long its token holds. */
export interface Connection {
  readonly actor: Actor | undefined;
  /** Aborts when the socket has closed. */
  readonly signal: AbortSignal;
  /**
   * Takes an operation's id until `finish`, or says why not: LIMIT_EXCEEDED; BAD_REQUEST while the operation that had
   * it before is under way (the client may have completed it, which does not end it at once); UNAUTHENTICATED when the
   * token has expired or was revoked since.
   */
  begin(id: string): PlatformError | undefined;
  add(id: string, subscription: LiveSubscription): void;
  finish(id: string): void;
  /** Subscriptions that are open. */
  readonly size: number;
  /** Tells the client where to resume, then closes the socket. */
  end(code: number, reason: string): void;
  /** The socket has closed. */
  closed(): void;
}

export function openConnection({
  socket,
  giveBack,
  actor,
  isRevoked,
  tokens,
  cursorIntervalMs,
  maxOperationsPerConnection,
}: ConnectionOptions): Connection {
  const operations = new Set<string>();
  const subscriptions = new Map<string, LiveSubscription>();
  const abort = new AbortController();

  const sendCursors = (ids: Iterable<string> = subscriptions.keys()) => {
    const idle = [...ids].flatMap((id) => {
      const cursor = subscriptions.get(id)?.cursor();
      return cursor === undefined ? [] : [[id, cursor]];
    });
    if (idle.length === 0 || socket.readyState !== socket.OPEN) return;
    const payload = { cursors: Object.fromEntries(idle) };
    socket.send(JSON.stringify({ type: MessageType.Ping, payload }));
  };
  const end = (code: number, reason: string) => {
    sendCursors();
    socket.close(code, reason);
  };
  const ticking = setInterval(sendCursors, cursorIntervalMs);
  const unwatch = actor && tokens.add(actor, (fault) => end(CloseCode.Forbidden, `Token ${fault}`));

  return {
    actor,
    signal: abort.signal,
    begin(id) {
      const refusal = actor && tokenRefusal(actor, isRevoked);
      if (refusal) return refusal;
      if (operations.has(id))
        return new PlatformError('BAD_REQUEST', 'The operation before it with this id has not ended yet.');
      if (operations.size >= maxOperationsPerConnection)
        return limitExceeded('maxOperationsPerConnection', maxOperationsPerConnection);
      operations.add(id);
      return undefined;
    },
    add(id, subscription) {
      subscriptions.set(id, subscription);
      // Once its reader waits, so that a client that gets no event for long knows where it began.
      setImmediate(() => sendCursors([id]));
    },
    finish(id) {
      operations.delete(id);
      subscriptions.delete(id);
    },
    get size() {
      return subscriptions.size;
    },
    end,
    closed() {
      clearInterval(ticking);
      unwatch?.();
      giveBack();
      subscriptions.clear();
      abort.abort();
    },
  };
}
