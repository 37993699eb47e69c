import { connect, type Socket } from 'node:net';
import { frameOf, frameReader, PING, PONG, TEXT } from './frames.ts';

export interface Operation {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** One subscription on one connection: a bare TCP socket, so that ten thousand cost the measuring side little. */
export interface Client {
  readonly socket: Socket;
  /** Resolves when the subscription has been asked for. */
  readonly asked: Promise<void>;
}

export interface ClientOptions {
  readonly port: number;
  readonly token: string;
  readonly operation: Operation;
  /** The message with the result, as it came. */
  readonly onNext: (message: Buffer) => void;
}

export type OpenClient = (options: ClientOptions) => Client;

const UPGRADE = [
  'GET /graphql HTTP/1.1',
  'Host: 127.0.0.1',
  'Connection: Upgrade',
  'Upgrade: websocket',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==',
  'Sec-WebSocket-Protocol: graphql-transport-ws',
  '\r\n',
].join('\r\n');
const HEAD_END = '\r\n\r\n';
const ACK = '"connection_ack"';
const NEXT = '"next"';
/** Before it in any message stand the id and the type. */
const KIND_BYTES = 64;

export const openSocket: OpenClient = ({ port, token, operation, onNext }) => {
  const asked = Promise.withResolvers<void>();
  const socket = connect(port, '127.0.0.1', () => socket.write(UPGRADE)).setNoDelay();
  const send = (message: object) => socket.write(frameOf(TEXT, JSON.stringify(message)));
  const read = frameReader((opcode, payload) => {
    if (opcode === PING) socket.write(frameOf(PONG, payload));
    if (opcode !== TEXT) return;
    const kind = payload.subarray(0, KIND_BYTES);
    if (kind.includes(NEXT)) return onNext(payload);
    if (!kind.includes(ACK)) return;
    send({ id: '1', type: 'subscribe', payload: operation });
    asked.resolve();
  });
  const greet = (chunk: Buffer) => {
    const end = chunk.indexOf(HEAD_END);
    if (end < 0) throw new Error(`not upgraded: ${chunk}`);
    socket.on('data', read);
    send({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } });
    if (end + HEAD_END.length < chunk.length) read(chunk.subarray(end + HEAD_END.length));
  };
  socket.once('data', greet).on('error', asked.reject);
  return { socket, asked: asked.promise };
};

/** A stream over HTTP: `mark` is in each result and in nothing else. */
const openStream =
  (accept: string, mark: string): OpenClient =>
  ({ port, token, operation, onNext }) => {
    const asked = Promise.withResolvers<void>();
    const body = JSON.stringify(operation);
    const request = [
      'POST /graphql HTTP/1.1',
      'Host: 127.0.0.1',
      `Authorization: Bearer ${token}`,
      `Accept: ${accept}`,
      'Content-Type: application/json',
      `Content-Length: ${Buffer.byteLength(body)}`,
      `\r\n${body}`,
    ].join('\r\n');
    const socket = connect(port, '127.0.0.1', () => socket.write(request)).setNoDelay();
    socket.on('data', (chunk) => {
      asked.resolve();
      for (let at = chunk.indexOf(mark); at >= 0; at = chunk.indexOf(mark, at + 1))
        onNext(chunk.subarray(at));
    });
    socket.on('error', asked.reject);
    return { socket, asked: asked.promise };
  };

/** How to open one, by transport. */
export const TRANSPORTS = {
  websocket: openSocket,
  sse: openStream('text/event-stream', 'event: next'),
  multipart: openStream('multipart/mixed;subscriptionSpec="1.0", application/json', '{"payload"'),
} as const satisfies Readonly<Record<string, OpenClient>>;
