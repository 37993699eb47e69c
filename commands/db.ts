import { existsSync } from 'node:fs';
import { Command, Option } from 'commander';
import { stopwatch } from 'platform/local-stack/stack';
import { runCommand, StartupError } from 'platform/local-stack/startup-error';
import { currentMode, MODES, type Mode } from 'platform/local-stack/state';
import { withPostgres } from 'platform/local-stack/with-postgres';
import { backup } from './db/backup.ts';
import { existingDatabases, prepare } from './db/databases.ts';
import { restore } from './db/restore.ts';

interface Options {
  readonly mode?: Mode;
}

const command = new Command('db').description('Backs up and restores the databases of the supergraph.');
const mode = () =>
  new Option('--mode <mode>', 'whose databases (default: of the mode that runs)').choices(MODES);

command
  .command('backup')
  .description('Writes all databases to a file: one consistent cut, taken while the supergraph serves.')
  .argument('<file>')
  .addOption(mode())
  .action((file: string, options: Options) => runCommand(() => runBackup(file, options)));

command
  .command('restore')
  .description('Replaces what all databases hold by what a backup holds. The supergraph must not be running.')
  .argument('<file>')
  .addOption(mode())
  .action((file: string, options: Options) => runCommand(() => runRestore(file, options)));

command.addHelpText(
  'after',
  `
DATABASE_URL names another server than the local stack's. With Kafka the brokers' log is not in the backup.
Neither are keys: keep the folder of keys with it (.local/<mode>/keys). Elsewhere restore the keys too: without the
ledger's own, its audit trails cannot be proven.

Examples:
  npm run db -- backup today.backup
  npm run db -- restore today.backup`,
);

await command.parseAsync();

async function runBackup(file: string, { mode: chosen = currentMode() }: Options): Promise<void> {
  if (existsSync(file)) throw new StartupError(`${file} is there already: choose another name.`);
  const seconds = stopwatch();
  await withPostgres(chosen, async (postgresUrl) => {
    const databases = await existingDatabases(postgresUrl);
    if (databases.subgraphs.length === 0)
      throw new StartupError('There are no databases yet: nothing to back up.');
    await backup({ postgresUrl, ...databases, file, report: console.log });
  });
  console.log(`${file} is complete after ${seconds()} s.`);
}

async function runRestore(file: string, { mode: chosen = currentMode() }: Options): Promise<void> {
  if (!existsSync(file)) throw new StartupError(`There is no file ${file}.`);
  const seconds = stopwatch();
  await withPostgres(chosen, async (postgresUrl) => {
    const { subgraphs, bus } = await existingDatabases(postgresUrl);
    const existing = bus ? [...subgraphs, bus] : subgraphs;
    await restore({
      ...{ postgresUrl, file, existing },
      prepare: (name) => prepare(postgresUrl, name),
      report: console.log,
    });
  });
  console.log(`All of ${file} is restored after ${seconds()} s.`);
}
