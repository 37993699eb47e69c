import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** A way to the gateway that can be cut, as networks are: neither side says goodbye. */
export interface CuttableWay {
  /** `http://127.0.0.1:…`, without a path. */
  readonly origin: string;
  /** Resets all connections; new ones come through again. Returns how many there were. */
  cut(): number;
  close(): Promise<void>;
}

export async function openCuttableWay(toPort: number): Promise<CuttableWay> {
  const sockets = new Set<Socket>();
  const hold = (socket: Socket): Socket => {
    sockets.add(socket);
    return socket.on('error', () => {}).on('close', () => sockets.delete(socket));
  };
  const server = createServer((client) => {
    const gateway = hold(connect(toPort, '127.0.0.1'));
    hold(client).pipe(gateway).pipe(client);
    client.on('close', () => gateway.destroy());
    gateway.on('close', () => client.destroy());
  });
  const port = await listen(server);
  const cut = () => {
    const count = sockets.size / 2;
    for (const socket of sockets) socket.resetAndDestroy();
    return count;
  };
  return {
    origin: `http://127.0.0.1:${port}`,
    cut,
    close() {
      cut();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

const listen = (server: Server): Promise<number> =>
  new Promise((resolve) =>
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)),
  );
