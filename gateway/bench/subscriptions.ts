import { availableParallelism } from 'node:os';
import { Argument, Command } from 'commander';
import { runCommand, StartupError } from 'platform/local-stack/startup-error';
import type { Result } from './gateway/part.ts';
import { targetsTable } from './gateway/report.ts';
import { OTHER_CPU, pinTo } from './gateway/servers/process.ts';
import type { Options, Part } from './subscriptions/part.ts';
import { capacity } from './subscriptions/parts/capacity.ts';
import { fanOut } from './subscriptions/parts/fan-out.ts';
import { latency } from './subscriptions/parts/latency.ts';
import { others } from './subscriptions/parts/others.ts';
import { resume } from './subscriptions/parts/resume.ts';
import { slow } from './subscriptions/parts/slow.ts';

const PARTS: Readonly<Record<string, Part>> = { 'fan-out': fanOut, latency, others, slow, resume, capacity };

const command = new Command('subscriptions')
  .description('Live subscriptions of this gateway beside bare WebSocket servers, on a CPU of its own.')
  .addArgument(new Argument('[parts...]', 'default: all, about 5 minutes').choices(Object.keys(PARTS)))
  .option('--connections <n>', 'fan-out, capacity: subscriptions that are open', Number, 10_000)
  .option('--events <n>', 'fan-out: events that are timed', Number, 15)
  .option('--rate <n>', 'latency: events a second', Number, 1_000)
  .option('--seconds <n>', 'latency, slow: of each run', Number, 8)
  .option('--json', 'figures as JSON instead of tables')
  .addHelpText(
    'after',
    `
  fan-out   memory of a subscription, and one event to 9 in 10 of them
  latency   commit in the ledger to the client over Kafka
  others    time per event, by how many subscribe to something else
  slow      what clients that stop reading do to the others
  resume    2,000 clients that come back at once
  capacity  what idle connections cost: memory, descriptors, CPU

Example:
  npm run bench -- subscriptions fan-out --connections 2000 --events 5`,
  )
  .parse();
const options = command.opts<Options & { readonly json?: true }>();

await runCommand(async () => {
  if (process.platform !== 'linux' || availableParallelism() < 2)
    throw new StartupError('The benchmark needs Linux (taskset, /proc) and two CPUs.');
  pinTo(OTHER_CPU);
  const results: Result[] = [];
  for (const name of command.args.length > 0 ? command.args : Object.keys(PARTS)) {
    const result = await PARTS[name]?.(options);
    if (!result) continue;
    results.push(result);
    if (!options.json) console.log(`${result.table}\n`);
  }
  const targets = results.flatMap((result) => result.targets);
  if (options.json)
    console.log(JSON.stringify({ figures: results.map(({ figures }) => figures), targets }, null, 2));
  else if (targets.length > 0) console.log(targetsTable(targets));
});
