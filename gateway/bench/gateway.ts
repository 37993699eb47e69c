import { Argument, Command, Option } from 'commander';
import { runCommand } from 'platform/local-stack/startup-error';
import type { Options, Part, Result } from './gateway/part.ts';
import { latency, throughput } from './gateway/parts/beside-others.ts';
import { features } from './gateway/parts/features.ts';
import { profile } from './gateway/parts/profile.ts';
import { reload } from './gateway/parts/reload.ts';
import { soak } from './gateway/parts/soak.ts';
import { AT_FULL_LOAD, selected } from './gateway/parts/workloads.ts';
import { targetsTable } from './gateway/report.ts';
import { BY_DEFAULT, CONTENDERS } from './gateway/servers/contenders.ts';
import { type Setting, startSetting } from './gateway/setting.ts';

const PARTS: Readonly<Record<string, Part>> = { throughput, latency, features, reload, soak };

const PROFILED = 'varied instant';
const PROFILES = '.local/profiles';

const names: readonly string[] = Object.keys(CONTENDERS);
const command = new Command('gateway')
  .description('This gateway beside others, on the queries of the public federation benchmark.')
  .addArgument(new Argument('[parts...]', 'default: all, about 14 minutes').choices(Object.keys(PARTS)))
  .option('--rounds <n>', 'interleaved runs of each', Number, 3)
  .option('--seconds <n>', 'of each run', Number, 2)
  .option('--only <words>', 'throughput, latency: workloads whose title has all of these words', '')
  .addOption(
    new Option('--contenders <names...>', 'throughput, latency: who takes part')
      .choices(names)
      .default(BY_DEFAULT, BY_DEFAULT.join(', ')),
  )
  .option('--minutes <n>', 'soak: how long', Number, 5)
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
const options = command.opts<Options & { readonly json?: true; readonly profile?: string | true }>();

await runCommand(async () => {
  const setting = await startSetting();
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void setting.stop().then(() => process.exit(130)));
  try {
    if (options.profile) await profileAll(setting, options.profile === true ? PROFILES : options.profile);
    else await runParts(setting, command.args.length > 0 ? command.args : Object.keys(PARTS));
  } finally {
    await setting.stop();
  }
});

async function runParts(setting: Setting, parts: readonly string[]): Promise<void> {
  const results: Result[] = [];
  for (const part of parts)
    for await (const result of PARTS[part]?.(setting, options) ?? []) {
      results.push(result);
      if (!options.json) console.log(`${result.table}\n`);
    }
  const figures = results.map((result) => result.figures);
  const targets = results.flatMap((result) => result.targets);
  if (options.json) console.log(JSON.stringify({ figures, targets }, null, 2));
  else if (targets.length > 0) console.log(targetsTable(targets));
}

async function profileAll(setting: Setting, folder: string): Promise<void> {
  for (const workload of selected(AT_FULL_LOAD, options.only || PROFILED))
    console.log(`${await profile(setting, workload, { seconds: options.seconds, folder })}\n`);
}
