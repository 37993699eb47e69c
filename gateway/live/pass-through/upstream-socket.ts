import { validateHeaderValue } from 'node:http';
import { type Client, createClient } from 'graphql-ws';
import { type ClientOptions, WebSocket } from 'ws';
import type { SubgraphError, SubgraphOperation } from '../../data-source/data-source.ts';
import { FetchFailure } from '../../data-source/failure.ts';
import { endingOnce, type UpstreamSubscriber } from './upstream.ts';

export interface UpstreamSocketOptions {
  readonly url: string;
  /** Sent with the upgrade, and in the payload of connection_init: servers look in the one or in the other. */
  readonly headers: Readonly<Record<string, string>>;
  /** To connect, and again to be acknowledged. */
  readonly connectTimeoutMs: number;
  /** Between pings; one that is not answered in that time ends the socket. */
  readonly keepAliveMs: number;
  readonly maxMessageBytes: number;
  /** No operation is taken any more. */
  readonly onClosed: () => void;
}

/** A socket to a subgraph, for any number of operations. It is never opened again: whoever lost it must know. */
export interface UpstreamSocket {
  /** Rejects with FetchFailure when it cannot be had. */
  readonly connected: Promise<void>;
  /** Returns the function that ends the operation. Throws FetchFailure when the socket is closed. */
  subscribe(operation: SubgraphOperation, subscriber: UpstreamSubscriber): () => void;
  close(): void;
}

/** How long a socket is kept that nobody uses. */
const LINGER_MS = 1_000;

/** Throws for headers that cannot be sent. */
export function openSocket(options: UpstreamSocketOptions): UpstreamSocket {
  const { headers, onClosed } = options;
  // graphql-ws makes the socket where nobody would catch it.
  for (const [name, value] of Object.entries(headers)) validateHeaderValue(name, value);
  const connected = Promise.withResolvers<void>();
  connected.promise.catch(() => {});
  let operations = 0;
  let lingering: NodeJS.Timeout | undefined;
  let failure: FetchFailure | undefined;
  /** Of the message that is being handled. */
  let bytes = 0;

  const close = (cause: unknown) => {
    if (failure) return;
    failure = asFailure(cause);
    clearTimeout(lingering);
    connected.reject(failure);
    onClosed();
    // Or graphql-ws would connect again for what was under way, and nobody would know what was missed.
    Promise.resolve(client.dispose()).catch(() => {});
  };
  const linger = () => {
    if (operations === 0 && !failure) lingering = setTimeout(() => close('nobody uses it'), LINGER_MS);
  };
  const client = connect(options, {
    onConnected() {
      connected.resolve();
      linger();
    },
    onMessage(length) {
      bytes = length;
    },
    onClosed: close,
  });

  return {
    connected: connected.promise,
    subscribe({ query, operationName, variables }, subscriber) {
      if (failure) throw failure;
      clearTimeout(lingering);
      operations += 1;
      const heard = endingOnce(subscriber, () => {
        operations -= 1;
        linger();
      });
      const end = client.subscribe(
        { query, operationName, variables },
        {
          next: (response) => heard.next(response, bytes),
          error: (error) =>
            Array.isArray(error)
              ? heard.refuse(error as readonly SubgraphError[])
              : heard.lose(failure ?? asFailure(error)),
          complete: () => (failure ? heard.lose(failure) : heard.complete()),
        },
      );
      return () => heard.leave(end);
    },
    close: () => close('the gateway stops'),
  };
}

interface SocketListener {
  onConnected(): void;
  /** Before the message is handled. */
  onMessage(bytes: number): void;
  onClosed(cause: unknown): void;
}

function connect(
  { url, headers, connectTimeoutMs, keepAliveMs, maxMessageBytes }: UpstreamSocketOptions,
  { onConnected, onMessage, onClosed }: SocketListener,
): Client {
  let unanswered: NodeJS.Timeout | undefined;
  const closed = (cause: unknown) => {
    clearTimeout(unanswered);
    onClosed(cause);
  };
  const client = createClient({
    url,
    webSocketImpl: webSocketWith(
      {
        headers,
        handshakeTimeout: connectTimeoutMs,
        maxPayload: maxMessageBytes,
        perMessageDeflate: false,
      },
      onMessage,
    ),
    connectionParams: headers,
    connectionAckWaitTimeout: connectTimeoutMs,
    keepAlive: keepAliveMs,
    lazy: false,
    retryAttempts: 0,
    onNonLazyError: () => {},
    on: {
      connected: onConnected,
      error: closed,
      closed,
      ping(isReceived) {
        if (!isReceived) unanswered = setTimeout(client.terminate, keepAliveMs);
      },
      pong(isReceived) {
        if (isReceived) clearTimeout(unanswered);
      },
    },
  });
  return client;
}

/** graphql-ws makes the socket with a URL and a subprotocol only, and does not tell how long a message was. */
const webSocketWith = (options: ClientOptions, onMessage: (bytes: number) => void) =>
  class extends WebSocket {
    constructor(url: string, protocol: string) {
      super(url, protocol, options);
      this.on('message', (data: Buffer) => onMessage(data.length));
      // graphql-ws does not listen any more once it has terminated it; unheard, an error would end the process.
      this.on('error', () => {});
    }
  };

/** Of a close event, an error event, an error, or why we closed it. */
function asFailure(cause: unknown): FetchFailure {
  const { code, reason, message } = Object(cause) as Partial<Record<'code' | 'reason' | 'message', unknown>>;
  const said = [code, reason, message].filter((part) => part !== undefined && part !== '').join(' ');
  const isFinal = FINAL.has(code) || REFUSED_UPGRADE.test(String(message));
  return new FetchFailure(isFinal ? 'malformed' : 'unreachable', said || String(cause));
}

/** Codes of the protocol with which a server says that the same would be refused again. */
const FINAL: ReadonlySet<unknown> = new Set([4400, 4401, 4403, 4406, 4429]);

/** What `ws` says of an upgrade that is answered by a status of 4xx. */
const REFUSED_UPGRADE = /^Unexpected server response: 4\d\d$/;
