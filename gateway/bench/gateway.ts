import { Argument, Command, Option } from 'commander';
import { runCommand, StartupError } from 'platform/local-stack/startup-error';
import { type Comparison, compare } from './gateway/compare.ts';
import { startField } from './gateway/field.ts';
import { profile } from './gateway/profile.ts';
import { comparisonTable } from './gateway/report.ts';
import { CONTENDERS, type ContenderName } from './gateway/servers/contenders.ts';
import { type Setting, startSetting } from './gateway/setting.ts';
import { LATENCY, THROUGHPUT, type Workload } from './gateway/workloads.ts';

interface Options {
  readonly rounds: number;
  readonly seconds: number;
  readonly only: string;
  readonly contenders: readonly ContenderName[];
  readonly json?: true;
  readonly profile?: string | true;
}

/** The parts that put gateways beside each other. */
const COMPARED: Readonly<Record<string, readonly Workload[]>> = { throughput: THROUGHPUT, latency: LATENCY };
const PARTS = Object.keys(COMPARED);

const PROFILED = 'varied instant';
const PROFILES = '.local/profiles';

const names = Object.keys(CONTENDERS) as ContenderName[];
const command = new Command('gateway')
  .description('This gateway beside others, on the queries of the public federation benchmark.')
  .addArgument(new Argument('[parts...]', 'default: all').choices(PARTS))
  .option('--rounds <n>', 'interleaved runs of each', Number, 3)
  .option('--seconds <n>', 'of each run', Number, 2)
  .option('--only <words>', 'workloads whose title has all of these words', '')
  .addOption(new Option('--contenders <names...>', 'who takes part').choices(names).default(names))
  .option('--json', 'figures as JSON instead of tables')
  .option('--profile [folder]', `instead: CPU profiles of this gateway (default folder: ${PROFILES})`)
  .addHelpText(
    'after',
    `
Examples:
  npm run bench -- gateway throughput --only "deep varied instant" --contenders ours plain
  npm run bench -- gateway --profile --only "deep varied instant" --seconds 10`,
  )
  .parse();
const options = command.opts<Options>();

function selected(workloads: readonly Workload[], words: string): readonly Workload[] {
  const found = workloads.filter(({ name }) =>
    words.split(' ').every((word) => word === '' || name.split(/,? /).includes(word)),
  );
  if (found.length === 0) throw new StartupError(`No workload has all of these words: ${words}.`);
  return found;
}

async function compareAll(setting: Setting, workloads: readonly Workload[]): Promise<void> {
  const field = await startField(setting, options.contenders);
  const results: Comparison[] = [];
  for (const workload of workloads) {
    const comparison = await compare(setting, field, workload, options);
    results.push(comparison);
    if (!options.json) console.log(`${comparisonTable(comparison)}\n`);
  }
  if (options.json) console.log(JSON.stringify(results, null, 2));
}

async function profileAll(setting: Setting, folder: string): Promise<void> {
  for (const workload of selected(THROUGHPUT, options.only || PROFILED))
    console.log(`${await profile(setting, workload, { seconds: options.seconds, folder })}\n`);
}

await runCommand(async () => {
  const parts = command.args.length > 0 ? command.args : PARTS;
  const workloads = selected(
    parts.flatMap((part) => COMPARED[part] ?? []),
    options.only,
  );
  const setting = await startSetting();
  try {
    if (options.profile) await profileAll(setting, options.profile === true ? PROFILES : options.profile);
    else await compareAll(setting, workloads);
  } finally {
    await setting.stop();
  }
});
