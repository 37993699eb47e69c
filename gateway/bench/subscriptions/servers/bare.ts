/** `ws` with the protocol spoken by hand: `bare.ts` writes each message anew, `bare.ts prebuilt` the same frame to all. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { serverFrameOf } from '../clients/frames.ts';
import { serve } from './commands.ts';
import { createSubscribers } from './subscribers.ts';
import { tickOf } from './tick.ts';

interface Subscriber {
  readonly id: string;
  readonly socket: WebSocket;
  readonly stream: Duplex;
}

const isPrebuilt = process.argv[2] === 'prebuilt';
const subscribers = createSubscribers<Subscriber>();
const sockets = new WebSocketServer({ noServer: true, clientTracking: false, perMessageDeflate: false });

function open(socket: WebSocket, stream: Duplex): void {
  socket.on('message', (data) => {
    const { type, id, payload } = JSON.parse(String(data));
    if (type === 'connection_init') socket.send('{"type":"connection_ack"}');
    if (type !== 'subscribe') return;
    socket.once('close', subscribers.add(payload.variables.key, { id, socket, stream }));
  });
}

const nextOf = (id: string, key: string): string =>
  JSON.stringify({ id, type: 'next', payload: { data: { ticked: tickOf(key) } } });

function emit(key: string): void {
  if (!isPrebuilt) {
    for (const { id, socket } of subscribers.of(key)) socket.send(nextOf(id, key));
    return;
  }
  const frame = serverFrameOf(nextOf('1', key));
  for (const { stream } of subscribers.of(key)) stream.write(frame);
}

const server = createServer().on('upgrade', (request, stream, head) =>
  sockets.handleUpgrade(request, stream, head, (socket) => open(socket, stream)),
);
server.listen(0, '127.0.0.1', () =>
  serve(server.address() as AddressInfo, {
    open: () => subscribers.size,
    emit(key, count) {
      for (let n = 0; n < count; n += 1) emit(key);
    },
  }),
);
