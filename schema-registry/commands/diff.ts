import { Command } from 'commander';
import type { ApiVersion } from '../diff/api-version.ts';
import { InputError } from '../findings.ts';
import { type FormatFlags, printReport, withFormat } from './print-report.ts';

interface Options extends FormatFlags {
  readonly config: string;
}

async function published(config: string): Promise<ApiVersion> {
  const { readSupergraphConfig } = await import('../config/supergraph-config.ts');
  const { publishedBaseline } = await import('../baseline/published.ts');
  const baseline = await publishedBaseline(readSupergraphConfig(config).folder);
  if (!baseline) throw new InputError('published: nothing is published yet');
  return baseline.api;
}

async function open(name: string, { config }: Options): Promise<ApiVersion> {
  if (name === 'published') return published(config);
  const { openSchemaFile } = await import('../baseline/schema-file.ts');
  const { readText } = await import('../read-text.ts');
  return openSchemaFile({ path: name, text: readText(name, name) });
}

async function run(before: string, after: string, options: Options): Promise<boolean> {
  const { diffSupergraphs } = await import('../diff/diff-supergraphs.ts');
  const { reportOf } = await import('../report.ts');
  const findings = diffSupergraphs(await open(before, options), await open(after, options));
  return printReport(reportOf(findings, { against: before }), process.cwd(), options);
}

/** `diff`: what changes for clients from one file of SDL to another. `done` is told whether nothing breaks. */
export const diffCommand = (done: (ok: boolean) => void): Command =>
  withFormat(
    new Command('diff')
      .description(
        'Compares what two schemas offer clients: SDL of supergraphs, of APIs, or of subgraphs alone.',
      )
      .argument('<before>', 'a file, or "published"')
      .argument('<after>', 'a file, or "published"')
      .option('--config <file>', 'whose published snapshot', 'supergraph.yaml'),
  ).action(async (before: string, after: string, options: Options) =>
    done(await run(before, after, options)),
  );
