import { Command } from 'commander';
import { runCommand } from 'platform/local-stack/startup-error';
import type { Contender } from './quotas/contender.ts';
import { others } from './quotas/others.ts';
import { ours } from './quotas/ours.ts';
import { report } from './quotas/report.ts';
import { startSetting } from './quotas/setting.ts';

const command = new Command('quotas')
  .description('Decisions of quotas beside those of rate-limiter-flexible and of a bare script in Redis.')
  .option('--callers <n>', 'how many wait for an answer at any time', Number, 64)
  .option('--seconds <n>', 'of each run', Number, 2)
  .option('--rounds <n>', 'interleaved runs of each', Number, 5)
  .option('--only <words>', 'groups whose name has these words: "Redis", "one key"', '')
  .addHelpText('after', '\nExample:\n  npm run bench -- quotas --only Redis --rounds 3')
  .parse();
const { only, rounds, ...load } = command.opts<
  Record<'callers' | 'seconds' | 'rounds', number> & { readonly only: string }
>();

const WARM_UP_SECONDS = 0.3;

await runCommand(async () => {
  const setting = await startSetting();
  const sides = [await ours(setting), await others(setting)];
  try {
    const contenders = sides
      .flatMap((side): readonly Contender[] => side.contenders)
      .filter(({ group }) => group.includes(only));
    report(await runAll(contenders));
  } finally {
    for (const side of sides) await side.close();
    await setting.stop();
  }
});

/** Each once a round, so that a machine that is busy for a while is so for all. */
async function runAll(contenders: readonly Contender[]): Promise<Map<Contender, number[]>> {
  const runs = new Map(contenders.map((contender) => [contender, [] as number[]]));
  for (const contender of contenders) await contender.run({ ...load, seconds: WARM_UP_SECONDS });
  for (let round = 0; round < rounds; round++)
    for (const [contender, all] of runs) all.push(await contender.run(load));
  return runs;
}
