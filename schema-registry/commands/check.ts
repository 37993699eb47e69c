import { isAbsolute, relative, resolve } from 'node:path';
import { Command } from 'commander';
import type { BaselineRequest } from '../baseline/choose-baseline.ts';
import { InputError } from '../findings.ts';
import { type FormatFlags, printReport, withFormat } from './print-report.ts';

interface Options extends FormatFlags {
  readonly config: string;
  readonly subgraph?: string;
  readonly schema?: string;
  readonly against?: string;
}

/** Findings name a file from the configuration's folder, as all others; one that is elsewhere as it was given. */
function nameIn(folder: string, file: string): string {
  const path = relative(folder, resolve(file));
  return path.startsWith('..') || isAbsolute(path) ? file : path;
}

async function requestOf({ config: path, subgraph, schema, against }: Options): Promise<BaselineRequest> {
  if ((subgraph === undefined) !== (schema === undefined)) {
    throw new InputError('--subgraph and --schema go together: which subgraph, and what it is to be');
  }
  const { readSupergraphConfig } = await import('../config/supergraph-config.ts');
  const { readText } = await import('../read-text.ts');
  const { assertSubgraph } = await import('../check/proposal.ts');
  const config = readSupergraphConfig(path);
  const read = (file: string) => ({ path: nameIn(config.folder, file), text: readText(file, file) });
  if (subgraph) assertSubgraph(subgraph, Object.keys(config.subgraphs));
  return {
    config,
    proposal: subgraph && schema ? { subgraph, file: read(schema) } : undefined,
    against: against === undefined || against === 'published' ? against : read(against),
  };
}

async function run(options: Options): Promise<boolean> {
  const request = await requestOf(options);
  const { check } = await import('../check/check.ts');
  const { noUsage } = await import('../usage/usage.ts');
  const { report } = await check({ ...request, usage: noUsage });
  return printReport(report, request.config.folder, options);
}

/** `check`: may this become the supergraph? `done` is told. */
export const checkCommand = (done: (ok: boolean) => void): Command =>
  withFormat(
    new Command('check')
      .description(
        'Lints and composes the schemas, and compares the API they make with what is published: what breaks ' +
          'clients, why, and how to mend it. With --subgraph: one subgraph, as a file proposes it.',
      )
      .option('--subgraph <name>', 'check a change of this subgraph')
      .option('--schema <file>', 'its SDL as it is to be')
      .option(
        '--against <file>',
        'what to compare with: SDL of a supergraph or of the subgraph, or "published"',
      )
      .option('--config <file>', "the subgraphs, in rover's format", 'supergraph.yaml'),
  )
    .addHelpText(
      'after',
      '\nExample:\n  schema-registry check --subgraph ledger --schema ledger.graphql --format github',
    )
    .action(async (options: Options) => done(await run(options)));
