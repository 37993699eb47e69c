import { Command, InvalidArgumentError } from 'commander';
import { runCommand } from 'platform/local-stack/startup-error';
import { runSimulate, type SimulateOptions } from './quotas/simulate.ts';

const DEFAULT_WIDTH = 80;
const MIN_WIDTH = 40;
const MAX_WIDTH = 1_000;

const command = new Command('quotas').description('Helps to choose limits.');

command
  .command('simulate')
  .description(
    'Replays a trace of requests against a policy and draws what would have been admitted, refused and left. Asks and ' +
      'changes nothing that runs.',
  )
  .requiredOption('--policy <file>', 'the policy: YAML or JSON with the fields of UpsertPolicyInput')
  .requiredOption('--trace <file>', 'the requests: JSON lines, or CSV (by its name, .csv)')
  .option(
    '--refuse <percent>',
    'suggests the limit that would have refused so much of the requests',
    percent,
    1,
  )
  .option('--width <columns>', "how wide the drawing is (default: the terminal's, else 80)", width)
  .addHelpText(
    'after',
    `
A request is one line: {"time": "2026-11-21T09:00:00Z", "subject": "acme", "resource": "graphql.cost", "quantity": 12}.
A CSV file names the same columns in its first line. The resource (default: the policy's) and the quantity (default: 1)
may be left out; of CONCURRENCY a quantity below 0 gives back. Lines come in any order. docs/quotas.md has an example.

Ends with 1 when a file cannot be read or says something that cannot be; whatever is refused, it ends with 0.

Example:
  npm run quotas -- simulate --policy docs/examples/quotas/policy.yaml --trace docs/examples/quotas/trace.jsonl`,
  )
  .action((options: Omit<SimulateOptions, 'width'> & { readonly width?: number }) =>
    runCommand(() => runSimulate({ ...options, width: options.width ?? terminalWidth() })),
  );

await command.parseAsync();

function percent(text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && value >= 0 && value < 100) return value;
  throw new InvalidArgumentError('expected a number from 0 to less than 100.');
}

function width(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= MIN_WIDTH && value <= MAX_WIDTH) return value;
  throw new InvalidArgumentError(`expected a number from ${MIN_WIDTH} to ${MAX_WIDTH}.`);
}

/** Into a file or a pipe it is drawn as for a usual terminal. */
function terminalWidth(): number {
  const columns = process.stdout.isTTY ? process.stdout.columns : DEFAULT_WIDTH;
  return Math.min(MAX_WIDTH, Math.max(MIN_WIDTH, columns));
}
