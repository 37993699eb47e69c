import { join } from 'node:path';
import type { Contender } from './contender.ts';
import { BARE, ours } from './ours.ts';
import { grafbase, hive } from './peers.ts';

/** A server of this folder: it is told the supergraph and the port. */
const script =
  (file: string): Contender['command'] =>
  ({ supergraph, port }) => ({
    command: process.execPath,
    args: [join(import.meta.dirname, file), supergraph, `${port}`],
    env: { APOLLO_TELEMETRY_DISABLED: 'true' },
  });

/** What Hive Gateway and Grafbase do by default; where all fetches differ it changes nothing. */
const SHARING = { ...BARE, trafficShaping: { all: { deduplicate: true } } };

/** Who can take part, by name. The answers of all are compared with the first one's. */
export const CONTENDERS = {
  plain: { label: 'plain @apollo/gateway', command: script('plain.ts') },
  hive,
  grafbase,
  ours: { label: 'this gateway', command: ours(BARE) },
  sharing: { label: 'this gateway, equal fetches made once', command: ours(SHARING) },
  embedded: { label: 'this gateway, subgraphs in its process', command: script('embedded.ts') },
} as const satisfies Readonly<Record<string, Contender>>;
export type ContenderName = keyof typeof CONTENDERS;

/** Where subgraphs are in the gateway's process, their work is measured too. */
export const BY_DEFAULT: readonly ContenderName[] = ['plain', 'hive', 'grafbase', 'ours', 'sharing'];
