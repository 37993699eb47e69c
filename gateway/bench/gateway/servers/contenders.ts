import { join } from 'node:path';
import type { Contender } from './contender.ts';
import { BARE, ours } from './ours.ts';
import { grafbase, hive } from './peers.ts';

/** Plain @apollo/gateway, as its documentation starts it. */
const plain: Contender = {
  label: 'plain @apollo/gateway',
  command: ({ supergraph, port }) => ({
    command: process.execPath,
    args: [join(import.meta.dirname, 'plain.ts'), supergraph, `${port}`],
    env: { APOLLO_TELEMETRY_DISABLED: 'true' },
  }),
};

/** Who takes part, by name. The answers of all are compared with the first one's. */
export const CONTENDERS = {
  plain,
  hive,
  grafbase,
  ours: { label: 'this gateway', command: ours(BARE) },
} as const;
export type ContenderName = keyof typeof CONTENDERS;
