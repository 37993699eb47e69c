import { Command, Option } from 'commander';
import { runCommand, StartupError } from 'platform/local-stack/startup-error';
import { currentMode, MODES, type Mode, runningState } from 'platform/local-stack/state';
import { withPostgres } from 'platform/local-stack/with-postgres';
import { type DeadLetterStore, withDeadLetters } from './dlq/dead-letter-stores.ts';
import { list } from './dlq/list.ts';
import { replay } from './dlq/replay.ts';
import { show } from './dlq/show.ts';

interface Options {
  readonly mode?: Mode;
  readonly consumer?: string;
  readonly event?: string;
  readonly all?: boolean;
}

const command = new Command('dlq').description(
  'Dead letters: events that a consumer could not handle, and what is parked behind them.',
);
const mode = () =>
  new Option('--mode <mode>', 'whose databases (default: of the mode that runs)').choices(MODES);
const consumer = () => new Option('--consumer <group>', 'of this consumer group only: ledger.commands');

command
  .command('list')
  .description('One line a dead letter, oldest first.')
  .addOption(consumer())
  .addOption(mode())
  .action((options: Options) =>
    run(options, (stores) => list(stores, { consumer: options.consumer }, console.log)),
  );

command
  .command('show')
  .description('Everything about one: the event, its place on the bus, the error.')
  .argument('<event>', 'the event’s id: evt_…')
  .addOption(mode())
  .action((event: string, options: Options) => run(options, (stores) => show(stores, event, console.log)));

command
  .command('replay')
  .description('Has them handled again by the running consumers, in order with what is parked behind them.')
  .addOption(consumer())
  .option('--event <id>', 'this one only')
  .option('--all', 'all of them')
  .addOption(mode())
  .action((options: Options) => runCommand(() => runReplay(options)));

command.addHelpText(
  'after',
  `
Examples:
  npm run dlq -- list
  npm run dlq -- show evt_0199…
  npm run dlq -- replay --event evt_0199…
  npm run dlq -- replay --all`,
);

await command.parseAsync();

function run(options: Options, work: (stores: readonly DeadLetterStore[]) => Promise<void>): Promise<void> {
  return runCommand(() => onStores(options, work));
}

function onStores(
  { mode: chosen = currentMode() }: Options,
  work: (stores: readonly DeadLetterStore[]) => Promise<void>,
): Promise<void> {
  return withPostgres(chosen, (postgresUrl) => withDeadLetters(postgresUrl, work));
}

async function runReplay(options: Options): Promise<void> {
  const { consumer: group, event: eventId, all, mode: chosen = currentMode() } = options;
  if (!group && !eventId && !all) {
    throw new StartupError('Which ones? Name --event, --consumer or --all.');
  }
  const watch = runningState(chosen) !== undefined;
  await onStores(options, (stores) =>
    replay(stores, { consumer: group, eventId }, { watch, print: console.log }),
  );
}
