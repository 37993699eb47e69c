import { writeFileSync } from 'node:fs';
import { Command } from 'commander';
import type { Result } from 'platform/kernel/result';
import type { Composition } from '../compose/artifacts.ts';
import type { SupergraphConfig } from '../config/supergraph-config.ts';
import { type Finding, formatFinding, InputError } from '../findings.ts';

interface Options {
  readonly config: string;
  readonly check?: boolean;
  readonly output?: string;
}

const report = (findings: readonly Finding[]): void => {
  for (const finding of findings) console.error(formatFinding(finding));
};

/** What cannot be parsed is wrong input: nothing can be said of the schemas. */
function refuseUnreadable(findings: readonly Finding[]): void {
  const faults = findings.filter(({ rule }) => rule === 'syntax');
  if (faults.length > 0) throw new InputError(faults.map(formatFinding).join('\n'));
}

async function check(folder: string, { artifacts }: Composition): Promise<boolean> {
  const { driftOf } = await import('../compose/artifact-files.ts');
  const drift = driftOf(folder, artifacts);
  report(drift);
  if (drift.length === 0) console.error(`${artifacts.size} files are as the schemas give them.`);
  return drift.length === 0;
}

async function write(folder: string, { artifacts }: Composition): Promise<void> {
  const { writeArtifacts } = await import('../compose/artifact-files.ts');
  for (const line of writeArtifacts(folder, artifacts)) console.error(line);
  console.error(`${artifacts.size} files are up to date.`);
}

function print(output: string, sdl: string): void {
  if (output === '-') process.stdout.write(sdl);
  else writeFileSync(output, sdl);
}

/** What stands in the way is printed; undefined then. */
function orReport<T>(composed: Result<T, readonly Finding[]>): T | undefined {
  if (composed.ok) return composed.value;
  refuseUnreadable(composed.error);
  report(composed.error);
  return undefined;
}

/** Only the supergraph: what else would be generated is not made. */
async function output(path: string, config: SupergraphConfig): Promise<boolean> {
  const { composeConfigured } = await import('../compose/artifacts.ts');
  const composed = orReport(await composeConfigured(config));
  if (!composed) return false;
  report(composed.supergraph.hints);
  print(path, composed.supergraph.supergraphSdl);
  return true;
}

/** True when all is well; else what is wrong has been printed. */
async function run(options: Options): Promise<boolean> {
  const { readSupergraphConfig } = await import('../config/supergraph-config.ts');
  const config = readSupergraphConfig(options.config);
  if (options.output && !options.check) return output(options.output, config);
  const { compose } = await import('../compose/artifacts.ts');
  const composed = orReport(await compose(config));
  if (!composed) return false;
  report(composed.hints);
  if (options.check) return check(config.folder, composed);
  await write(config.folder, composed);
  return true;
}

/** `compose`: from supergraph.yaml to schema-registry/composed. `done` is told whether the schemas are in order. */
export const composeCommand = (done: (ok: boolean) => void): Command =>
  new Command('compose')
    .description(
      'Bundles the own subgraphs, composes all into one supergraph, and writes that, the public API schema and the ' +
        'event schemas to schema-registry/composed.',
    )
    .option('--config <file>', "the subgraphs, in rover's format", 'supergraph.yaml')
    .option('--check', 'write nothing; fail when a committed file differs from what the schemas give')
    .option('--output <file>', 'write only the supergraph, to this file (- is standard output)')
    .addHelpText(
      'after',
      '\nExit codes: 0 in order, 1 problems in the schemas or drift, 2 wrong usage or input.',
    )
    .action(async (options: Options) => done(await run(options)));
