import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { writeGeneratedProject } from './registry/generated-project.ts';
import { type Measurement, measure, median } from './registry/measure.ts';

/** What the commands of the registry take as processes, beside the composer alone. */
const { runs } = new Command('registry')
  .description('The time and memory of check, compose and --help, beside the composer alone.')
  .option('--runs <n>', 'of each, interleaved; the median counts', Number, 5)
  .parse()
  .opts<{ readonly runs: number }>();

const CLI = join(import.meta.dirname, '../cli.ts');
const ALONE = join(import.meta.dirname, 'registry/composer-alone.ts');
const SMALL = { subgraphs: 6, types: 50 };
const LARGE = { subgraphs: 200, types: 50 };

/** A field more in one subgraph, one less in the same. */
function proposeChange(folder: string): void {
  const sdl = readFileSync(join(folder, 's1.graphql'), 'utf8');
  writeFileSync(join(folder, 'proposed.graphql'), sdl.replace('  note: String\n', '  remark: String\n'));
}

function expectExit(measurement: Measurement, exitCode: number): Measurement {
  if (measurement.exitCode !== exitCode) throw new Error(`expected exit code ${exitCode}`);
  return measurement;
}

const small = writeGeneratedProject(SMALL.subgraphs, SMALL.types);
const large = writeGeneratedProject(LARGE.subgraphs, LARGE.types);
proposeChange(small);
expectExit(measure([CLI, 'publish'], small), 0);

const CHECK = [CLI, 'check', '--subgraph', 's1', '--schema', 'proposed.graphql'];
const CONTENDERS: readonly (readonly [
  title: string,
  args: readonly string[],
  folder: string,
  exitCode: number,
])[] = [
  ['--help', [CLI, '--help'], small, 0],
  ['check of one subgraph, 6 subgraphs × 50 types', CHECK, small, 1],
  ['the composer alone on the same', [ALONE], small, 0],
  ['compose, 200 subgraphs × 50 types', [CLI, 'compose', '--output', 'supergraph.graphql'], large, 0],
  ['the composer alone on the same', [ALONE], large, 0],
];

try {
  const results = CONTENDERS.map((): Measurement[] => []);
  for (let round = 0; round < runs; round += 1)
    for (const [index, [, args, folder, exitCode]] of CONTENDERS.entries())
      results[index]?.push(expectExit(measure(args, folder), exitCode));
  console.log('| | ms | CPU ms | peak MiB |\n| --- | --- | --- | --- |');
  for (const [index, [title]] of CONTENDERS.entries()) {
    const { ms, cpuMs, peakBytes } = median(results[index] ?? []);
    console.log(
      `| ${title} | ${ms.toFixed(0)} | ${cpuMs.toFixed(0)} | ${(peakBytes / 2 ** 20).toFixed(0)} |`,
    );
  }
} finally {
  for (const folder of [small, large]) rmSync(folder, { recursive: true });
}
