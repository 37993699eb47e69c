import type { Client, ClientOptions, OpenClient } from './client.ts';

/** Connections that are being opened at once: more, and the backlog of the server's port overflows. */
const AT_ONCE = 100;

/** Many clients, each with what `optionsOf` says of the n-th. */
export interface Crowd {
  readonly clients: readonly Client[];
  /** Ends them without a goodbye. */
  leave(): void;
}

export async function openCrowd(
  open: OpenClient,
  count: number,
  optionsOf: (n: number) => ClientOptions,
): Promise<Crowd> {
  const clients: Client[] = [];
  const openNext = async () => {
    while (clients.length < count) {
      const client = open(optionsOf(clients.length));
      clients.push(client);
      await client.asked;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, openNext));
  for (const { socket } of clients) socket.removeAllListeners('error').on('error', () => {});
  return {
    clients,
    leave() {
      for (const { socket } of clients) socket.destroy();
    },
  };
}
