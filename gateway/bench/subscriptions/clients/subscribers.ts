import { setTimeout as sleep } from 'node:timers/promises';
import { type Contender, keyOf } from '../servers/commands.ts';
import { SUBSCRIPTION } from '../servers/tick.ts';
import type { OpenClient } from './client.ts';
import { type Crowd, openCrowd } from './crowd.ts';

const POLL_MS = 50;

export interface Listening {
  readonly count: number;
  readonly query?: string;
  /** What the n-th listens to. */
  readonly keyOf?: (n: number) => string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly onNext: (message: Buffer) => void;
}

/** Opens so many subscriptions of one actor; resolves when the server has them all. */
export async function openSubscribers(
  server: Contender,
  open: OpenClient,
  { count, query = SUBSCRIPTION, keyOf: keyOfNth = keyOf, variables, onNext }: Listening,
): Promise<Crowd> {
  const before = await server.open();
  const crowd = await openCrowd(open, count, (n) => ({
    port: server.port,
    token: 'bench',
    operation: { query, variables: { ...variables, key: keyOfNth(n) } },
    onNext,
  }));
  while ((await server.open()) < before + count) await sleep(POLL_MS);
  return crowd;
}
