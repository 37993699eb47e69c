import { spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';
import { basename } from 'node:path';
import { Command } from 'commander';
import { runCommand, StartupError } from 'platform/local-stack/startup-error';

const PLACES = ['bench/*.ts', '{gateway,schema-registry}/bench/*.ts', 'subgraphs/*/bench/*.ts'];

/** Every benchmark by its name: `gateway` for gateway/bench/gateway.ts. */
const benchmarks = (): Map<string, string> =>
  new Map(
    globSync(PLACES)
      .sort()
      .map((file) => [basename(file, '.ts'), file]),
  );

const command = new Command('bench')
  .description('Runs a benchmark, which prints a table. Without a name: lists the names.')
  .argument('[name]', 'the benchmark')
  .argument('[options...]', 'the benchmark’s own options')
  .allowUnknownOption()
  .passThroughOptions()
  .addHelpText('after', '\nExample:\n  npm run bench -- gateway')
  .parse();

await runCommand(async () => {
  const [name, ...options] = command.args;
  const all = benchmarks();
  if (!name) {
    for (const [known, file] of all) console.log(`${known.padEnd(24)}${file}`);
    return;
  }
  const file = all.get(name);
  if (!file) throw new StartupError(`No benchmark is called "${name}": "npm run bench" lists them.`);
  process.exitCode = spawnSync('node', [file, ...options], { stdio: 'inherit' }).status ?? 1;
});
