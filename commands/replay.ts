import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Command, Option } from 'commander';
import pg from 'pg';
import type { Projection } from 'platform/event-store/projection';
import { replay } from 'platform/event-store/replay';
import { runCommand, StartupError } from 'platform/local-stack/startup-error';
import { currentMode, MODES, type Mode } from 'platform/local-stack/state';
import { withPostgres } from 'platform/local-stack/with-postgres';
import { bigintTypes } from 'platform/tenancy/pg-settings';
import { rolesOf, roleUrl } from 'platform/tenancy/roles';
import { subgraphNames } from '../topology/subgraphs.ts';
import { existingDatabases } from './db/databases.ts';

interface Found {
  readonly subgraph: string;
  readonly projection: Projection;
}

const command = new Command('replay')
  .description(
    'Rebuilds a read model from its events; the supergraph may run. Without a name: lists the names.',
  )
  .argument('[projection]', 'which one')
  .addOption(new Option('--mode <mode>', 'whose databases (default: of the mode that runs)').choices(MODES))
  .addHelpText('after', '\nExample:\n  npm run replay -- balances')
  .parse();

await runCommand(async () => {
  const [name] = command.args;
  const all = await projections();
  if (!name) {
    for (const { subgraph, projection } of all) console.log(`${projection.name.padEnd(24)}${subgraph}`);
    return;
  }
  const found = all.find(({ projection }) => projection.name === name);
  if (!found) throw new StartupError(`No projection is called "${name}": "npm run replay" lists them.`);
  const { mode = currentMode() } = command.opts<{ mode?: Mode }>();
  await withPostgres(mode, (postgresUrl) => rebuild(postgresUrl, found));
});

/** By convention `read-models/projections.ts` of a subgraph names what it can rebuild. */
async function projections(): Promise<Found[]> {
  const found = await Promise.all(
    subgraphNames().map(async (subgraph) => {
      const file = join(import.meta.dirname, '../subgraphs', subgraph, 'read-models/projections.ts');
      if (!existsSync(file)) return [];
      const module = (await import(file)) as { projections: readonly Projection[] };
      return module.projections.map((projection) => ({ subgraph, projection }));
    }),
  );
  return found.flat();
}

async function rebuild(postgresUrl: string, { subgraph, projection }: Found): Promise<void> {
  const database = subgraph.replaceAll('-', '_');
  const { subgraphs } = await existingDatabases(postgresUrl);
  if (!subgraphs.includes(database)) {
    throw new StartupError(`${subgraph} has no database yet: there is nothing to rebuild.`);
  }
  const connectionString = roleUrl(postgresUrl, rolesOf(subgraph).system, database);
  const system = new pg.Pool({ connectionString, max: 1, types: bigintTypes() });
  system.on('error', () => {}); // lost while idle: the next statement connects anew, or rejects
  try {
    const events = await replay({
      system,
      projection,
      onProgress: (done, total) => console.log(`${done} of ${total} events`),
    });
    console.log(`${projection.name}: rebuilt from ${events} events.`);
  } finally {
    await system.end();
  }
}
