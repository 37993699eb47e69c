import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { VISITOR } from '../load/request.ts';
import type { Contender } from './contender.ts';

const MAIN = join(import.meta.dirname, '../../../main.ts');

/** This gateway as its users start it, with these settings in its gateway.yaml. */
export function ours(
  settings: Readonly<Record<string, unknown>>,
  nodeOptions: readonly string[] = [],
): Contender['command'] {
  return ({ folder, supergraph, port }) => {
    const config = join(folder, `gateway-${port}.yaml`);
    writeFileSync(config, stringify(settings));
    return {
      command: process.execPath,
      args: [...nodeOptions, MAIN, '--supergraph', supergraph, '--config', config, '--port', `${port}`],
      env: { LOG_LEVEL: 'warn' },
    };
  };
}

/** Without what the others do not do either; the part `features` measures what that costs. */
export const BARE = {
  headers: [{ propagate: VISITOR }],
  cost: { maximum: 1_000_000, expose: false },
};
