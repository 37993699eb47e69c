import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { VISITOR } from '../load/request.ts';
import type { Command } from './process.ts';

/** Where a contender finds what it needs, and where it is to listen. */
export interface Place {
  /** A folder for configuration files. */
  readonly folder: string;
  /** The supergraph's SDL. */
  readonly supergraph: string;
  readonly port: number;
}

export interface Contender {
  readonly label: string;
  readonly command: (place: Place) => Command;
}

const ROOT = join(import.meta.dirname, '../../../..');

/** This gateway as its users start it, with a gateway.yaml of these settings. */
export function ours(
  settings: Readonly<Record<string, unknown>>,
  nodeOptions: readonly string[] = [],
): Contender['command'] {
  return ({ folder, supergraph, port }) => {
    const config = join(folder, `gateway-${port}.yaml`);
    writeFileSync(config, stringify(settings));
    const main = join(ROOT, 'gateway/main.ts');
    return {
      command: process.execPath,
      args: [...nodeOptions, main, '--supergraph', supergraph, '--config', config, '--port', `${port}`],
      env: { LOG_LEVEL: 'warn' },
    };
  };
}

/** What the others have no part in is off; the part `features` measures it. */
export const BARE = {
  headers: [{ propagate: VISITOR }],
  cost: { maximum: 1_000_000, expose: false },
};

export const CONTENDERS = {
  plain: {
    label: 'plain @apollo/gateway',
    command: ({ supergraph, port }) => ({
      command: process.execPath,
      args: [join(import.meta.dirname, 'plain.ts'), supergraph, `${port}`],
      env: { APOLLO_TELEMETRY_DISABLED: 'true' },
    }),
  },
  ours: { label: 'this gateway', command: ours(BARE) },
} as const satisfies Readonly<Record<string, Contender>>;

export type ContenderName = keyof typeof CONTENDERS;
