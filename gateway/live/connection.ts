import { isUtf8 } from 'node:buffer';
import type { Duplex } from 'node:stream';
import {
  CloseCode,
  type CompleteMessage,
  type ConnectionInitMessage,
  type Message,
  MessageType,
  type PingMessage,
  parseMessage,
  type SubscribeMessage,
} from 'graphql-ws';
import type { Logger } from 'pino';
import type { Actor } from 'platform/auth/actor';
import { bearerToken, type TokenVerifier } from 'platform/auth/token-verifier';
import { limitExceeded, PlatformError } from 'platform/errors/errors';
import type { RawData, WebSocket } from 'ws';
import type { GatewayContext } from '../context.ts';
import { requestOfBody } from '../http/request.ts';
import { withRequestId } from '../plugins/request-id.ts';
import type { Answers } from './answers.ts';
import type { Begin } from './begin.ts';
import type { CursorPulse, Told } from './cursor-pulse.ts';
import type { LiveLimits } from './limits.ts';
import type { Seats } from './seats.ts';
import { type OperationSocket, SocketOperation } from './socket-operation.ts';
import { type IsRevoked, type TokenFault, tokenRefusal } from './token-refusal.ts';
import type { TokenWatch, Watched } from './token-watch.ts';

/** Not among the protocol's own codes: the client should connect again, here or elsewhere, and resume. */
export const SERVICE_RESTART = 1012;
export const TRY_AGAIN_LATER = 1013;
const IDLE = 1000;

/** RFC 6455, 5.5.1: a control frame has 125 bytes, two of them for the code. */
const MAX_REASON_BYTES = 123;

/** What all sockets of an instance share. */
export interface ConnectionServices {
  readonly begin: Begin;
  readonly answers: Answers;
  readonly tokens: TokenWatch;
  /** Of connections. */
  readonly seats: Seats;
  readonly verifyToken?: TokenVerifier | undefined;
  readonly isRevoked?: IsRevoked | undefined;
  readonly cursorPulse: CursorPulse;
  readonly limits: LiveLimits;
  readonly logger: Logger;
}

/** A socket and what is known of who opened it. */
export interface OpenedSocket {
  readonly socket: WebSocket;
  /** What the socket writes to. */
  readonly stream: Duplex;
  readonly origin: Pick<GatewayContext, 'clientAddress' | 'headers'>;
}

/**
 * One socket of graphql-transport-ws, from its first message to its close
 * (https://github.com/graphql/graphql-over-http/blob/main/rfcs/GraphQLOverWebSocket.md). A class because there are so many: what they
 * can do is there once, not in each.
 */
export class Connection implements Told, Watched, OperationSocket {
  /** Undefined: anonymous, or not acknowledged yet. */
  actor: Actor | undefined;
  readonly #services: ConnectionServices;
  readonly #socket: WebSocket;
  readonly #stream: Duplex;
  readonly #origin: OpenedSocket['origin'];
  readonly #operations = new Map<string, SocketOperation>();
  #state: 'new' | 'connecting' | 'acknowledged' | 'closed' = 'new';
  #late: NodeJS.Timeout | undefined;
  /** Operations that the client has completed while they were begun. */
  #abandoned = 0;
  #isBlocked = false;
  /** Has answered the last WebSocket ping, or was not sent one yet. */
  #isAlive = true;
  readonly #openedAtMs = performance.now();
  /** When an operation was last seen to run. */
  #usedAtMs = this.#openedAtMs;

  constructor(services: ConnectionServices, { socket, stream, origin }: OpenedSocket) {
    this.#services = services;
    this.#socket = socket;
    this.#stream = stream;
    this.#origin = origin;
    this.#late = setTimeout(
      () => this.#close(CloseCode.ConnectionInitialisationTimeout, 'Connection initialisation timeout'),
      services.limits.connectionInitTimeoutMs,
    );
  }

  /** Subscriptions that are open. */
  get subscriptions(): number {
    let open = 0;
    for (const { live } of this.#operations.values()) if (live) open += 1;
    return open;
  }

  receive(data: RawData): void {
    if (this.#socket.readyState !== this.#socket.OPEN) return;
    // Every message has an answer, and whoever does not read them must not fill the memory with them.
    if (this.#socket.bufferedAmount > this.#services.limits.maxUnsentBytes)
      return void this.#socket.terminate();
    const message = read(data);
    switch (message?.type) {
      case MessageType.ConnectionInit:
        return void this.#connect(message);
      case MessageType.Ping:
        return void this.#answer(message);
      case MessageType.Pong:
        return;
      case MessageType.Subscribe:
        return void this.#subscribe(message);
      case MessageType.Complete:
        return void this.#complete(message);
      default:
        this.#close(CloseCode.BadRequest, 'Invalid message received');
    }
  }

  /** Tells the client where to resume, then closes the socket. */
  end(code: number, reason: string): void {
    this.tellCursors();
    this.#close(code, reason);
  }

  /** Sends a WebSocket ping; drops a socket that has not answered the one before, closes one whose time is over. */
  ping(): void {
    if (!this.#isAlive) return void this.#socket.terminate();
    const { idleTimeoutMs, maxLifetimeMs } = this.#services.limits;
    const now = performance.now();
    if (now - this.#openedAtMs >= maxLifetimeMs) return void this.end(SERVICE_RESTART, 'Lived long enough');
    if (this.#operations.size > 0) this.#usedAtMs = now;
    else if (now - this.#usedAtMs >= idleTimeoutMs) return void this.#close(IDLE, 'Idle');
    this.#isAlive = false;
    if (this.#socket.readyState === this.#socket.OPEN) this.#socket.ping();
  }

  pong(): void {
    this.#isAlive = true;
  }

  onTokenFault(fault: TokenFault): void {
    this.end(CloseCode.Forbidden, `Token ${fault}`);
  }

  /** Tells the client where to resume each of its subscriptions that has nothing on its way. */
  tellCursors(): void {
    this.#sendCursors(this.#operations.values());
  }

  /** The socket has closed. */
  closed(): void {
    clearTimeout(this.#late);
    if (this.#state === 'acknowledged') this.#leave();
    this.#state = 'closed';
    for (const operation of this.#operations.values()) operation.cancel();
    this.#operations.clear();
  }

  /** False while the client has not taken what it was sent. */
  isReady(): boolean {
    if (!this.#stream.writableNeedDrain) return true;
    if (!this.#isBlocked) {
      this.#isBlocked = true;
      this.#stream.once('drain', () => this.#resume());
    }
    return false;
  }

  sendText(text: string): void {
    if (this.#socket.readyState === this.#socket.OPEN) this.#socket.send(text);
  }

  /** Ends an operation, by an error or as complete. */
  finish(operation: SocketOperation, error: unknown): void {
    const { id } = operation;
    this.#operations.delete(id);
    if (error === undefined) return void this.#send({ id, type: MessageType.Complete });
    const { answers } = this.#services;
    const shown = withRequestId(operation.requestId, () => answers.error(answers.refusal(error)));
    this.#send({ id, type: MessageType.Error, payload: [shown] });
  }

  /** With what the ping brought; a payload that is too deep to be written again is a fault of the client. */
  #answer({ payload }: PingMessage): void {
    const text = writable({ type: MessageType.Pong, payload: payload ?? undefined });
    if (text === undefined) return void this.#close(CloseCode.BadRequest, 'Invalid message received');
    this.sendText(text);
  }

  #send(message: object): void {
    this.sendText(JSON.stringify(message));
  }

  #close(code: number, reason: string): void {
    const isTooLong = Buffer.byteLength(reason) > MAX_REASON_BYTES;
    this.#socket.close(code, isTooLong ? undefined : reason);
  }

  #resume(): void {
    this.#isBlocked = false;
    for (const operation of this.#operations.values()) operation.resume();
  }

  async #connect({ payload }: ConnectionInitMessage): Promise<void> {
    if (this.#state !== 'new')
      return void this.#close(CloseCode.TooManyInitialisationRequests, 'Too many initialisation requests');
    this.#state = 'connecting';
    clearTimeout(this.#late);
    this.#late = undefined;
    const { verifyToken } = this.#services;
    const authorization = payload?.authorization;
    const token = bearerToken(typeof authorization === 'string' ? authorization : undefined);
    if (!token && verifyToken) return void this.#close(CloseCode.Unauthorized, 'Unauthorized');
    try {
      const actor = token ? await verifyToken?.(token) : undefined;
      if (token && !actor) return void this.#close(CloseCode.Forbidden, 'Forbidden');
      if (this.#socket.readyState === this.#socket.OPEN) this.#acknowledge(actor);
    } catch (error) {
      this.#refuse(error);
    }
  }

  /** Throws LIMIT_EXCEEDED. */
  #acknowledge(actor: Actor | undefined): void {
    const { seats, tokens, cursorPulse } = this.#services;
    seats.take(actor);
    this.actor = actor;
    this.#state = 'acknowledged';
    tokens.add(this);
    cursorPulse.add(this);
    this.#send({ type: MessageType.ConnectionAck });
  }

  #leave(): void {
    const { seats, tokens, cursorPulse } = this.#services;
    seats.giveBack(this.actor);
    tokens.remove(this);
    cursorPulse.remove(this);
  }

  #refuse(error: unknown): void {
    const code = error instanceof PlatformError ? error.code : undefined;
    // The client may try again with another token.
    if (code === 'UNAUTHENTICATED') return void this.#close(CloseCode.Forbidden, 'Forbidden');
    if (code === 'LIMIT_EXCEEDED') return void this.#close(TRY_AGAIN_LATER, 'Too many connections');
    this.#services.logger.error({ err: error }, 'token not verified');
    this.#close(TRY_AGAIN_LATER, 'Try again later');
  }

  #subscribe({ id, payload }: SubscribeMessage): void {
    if (this.#state !== 'acknowledged') return void this.#close(CloseCode.Unauthorized, 'Unauthorized');
    if (this.#operations.has(id))
      return void this.#close(CloseCode.SubscriberAlreadyExists, `Subscriber for ${id} already exists`);
    const refusal = this.#refusal();
    const operation = new SocketOperation(this, id);
    this.#operations.set(id, operation);
    if (refusal) return void this.finish(operation, refusal);
    void withRequestId(operation.requestId, () => this.#begin(operation, payload));
  }

  /** Why no operation may begin: LIMIT_EXCEEDED; UNAUTHENTICATED when the token has ceased to hold. */
  #refusal(): PlatformError | undefined {
    const { isRevoked, limits } = this.#services;
    const { maxOperationsPerConnection: maximum } = limits;
    if (this.#operations.size + this.#abandoned >= maximum)
      return limitExceeded('maxOperationsPerConnection', maximum);
    return this.actor && tokenRefusal(this.actor, isRevoked);
  }

  async #begin(operation: SocketOperation, payload: SubscribeMessage['payload']): Promise<void> {
    try {
      // The protocol asks for a `query`: it is empty in a request that names its document otherwise.
      const request = requestOfBody({ ...payload, query: payload.query || undefined });
      const begun = await this.#services.begin({ request, context: this.#contextOf(operation) });
      if (operation.isCancelled) return begun.operation.cancel();
      operation.start(begun);
      // Once it has nothing to send, so that a client that gets no event for long knows where it began.
      if (begun.live) setImmediate(() => this.#sendCursors([operation]));
    } catch (error) {
      if (!operation.isCancelled) this.finish(operation, error);
    } finally {
      if (operation.isCancelled) this.#abandoned -= 1;
    }
  }

  #contextOf({ requestId }: SocketOperation): GatewayContext {
    const { headers, clientAddress } = this.#origin;
    const caller = this.actor ? { actor: this.actor } : { clientAddress };
    return { ...caller, headers, requestId, traceparent: headers.traceparent };
  }

  #complete({ id }: CompleteMessage): void {
    const operation = this.#operations.get(id);
    if (!operation) return;
    this.#operations.delete(id);
    if (operation.isBeginning) this.#abandoned += 1;
    operation.cancel();
  }

  #sendCursors(operations: Iterable<SocketOperation>): void {
    const cursors: [string, string][] = [];
    for (const { id, live } of operations) {
      const cursor = live?.cursor();
      if (cursor !== undefined) cursors.push([id, cursor]);
    }
    if (cursors.length === 0) return;
    this.#send({ type: MessageType.Ping, payload: { cursors: Object.fromEntries(cursors) } });
  }
}

/** Undefined: not a message of the protocol. In a frame of text there is UTF-8 only: the socket sees to that. */
function read(data: RawData): Message | undefined {
  try {
    if (!isUtf8(data as Buffer)) return undefined;
    return parseMessage(String(data));
  } catch {
    return undefined;
  }
}

/** Undefined: JSON.stringify reaches the end of the stack, where JSON.parse does not. */
function writable(message: object): string | undefined {
  try {
    return JSON.stringify(message);
  } catch {
    return undefined;
  }
}
