import { Command, InvalidArgumentError } from 'commander';
import type { Checked } from '../check/check.ts';
import type { ComposedSupergraph } from '../compose/compose-supergraph.ts';
import type { SupergraphConfig } from '../config/supergraph-config.ts';
import type { HistoryEntry } from '../snapshot/history-entry.ts';
import { EXIT_CODES, printReport } from './print-report.ts';

interface Options {
  readonly config: string;
  readonly expect?: number;
  readonly acceptBreaking?: string;
  readonly by?: string;
}

function version(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('Expected the number of a version; 0 when nothing is published yet.');
}

function reason(text: string): string {
  if (text.trim()) return text.trim();
  throw new InvalidArgumentError('Expected why.');
}

/** Breaking changes may be accepted, with a reason; errors never. */
const mayPublish = ({ report }: Checked, { acceptBreaking }: Options): boolean =>
  report.ok ||
  (acceptBreaking !== undefined && !report.findings.some(({ severity }) => severity === 'error'));

/** The new version; undefined when another publish came first. */
async function store(
  { folder, federation_version: federationVersion }: SupergraphConfig,
  supergraph: ComposedSupergraph,
  checked: Checked,
  options: Options,
): Promise<HistoryEntry | undefined> {
  const { digestOf } = await import('../snapshot/digest.ts');
  const { recordOf } = await import('./publish/record-of.ts');
  const { publish } = await import('../snapshot/publish.ts');
  const { snapshotFiles } = await import('../snapshot/snapshot-files.ts');
  const { head, files: before } = checked.baseline?.snapshot ?? { files: new Map<string, string>() };
  const publication = { ...checked, federationVersion, supergraph };
  const files = snapshotFiles(publication, before, (head?.version ?? 0) + 1);
  if (head && digestOf(files) === head.digest) return head;
  return publish(folder, { head, files: before }, files, recordOf(checked.report.findings, folder, options));
}

function lost(): false {
  console.error('another publish came first: check again, and publish what is in order then');
  return false;
}

async function run(options: Options): Promise<boolean> {
  const { readSupergraphConfig } = await import('../config/supergraph-config.ts');
  const { check } = await import('../check/check.ts');
  const { noUsage } = await import('../usage/usage.ts');
  const config = readSupergraphConfig(options.config);
  const checked = await check({ config, usage: noUsage });
  const version = checked.baseline?.snapshot?.head.version ?? 0;
  if (options.expect !== undefined && options.expect !== version) return lost();
  await printReport(checked.report, config.folder, { format: 'text' });
  if (!checked.supergraph || !mayPublish(checked, options)) return false;
  const published = await store(config, checked.supergraph, checked, options);
  if (!published) return lost();
  const what = published.version === version ? 'is this already' : 'is published';
  console.error(`version ${published.version} ${what} (${published.digest})`);
  return true;
}

/** `publish`: makes the working tree the published version. `done` is told whether it is. */
export const publishCommand = (done: (ok: boolean) => void): Command =>
  new Command('publish')
    .description(
      'Checks the working tree against what is published and, when that passes, publishes it: ' +
        'schema-registry/published changes only by this.',
    )
    .option('--config <file>', "the subgraphs, in rover's format", 'supergraph.yaml')
    .option('--expect <version>', 'publish only when this version is still the published one', version)
    .option(
      '--accept-breaking <reason>',
      'publish changes that break clients too; the reason is kept',
      reason,
    )
    .option('--by <name>', 'who publishes, for the history', process.env.GITHUB_ACTOR)
    .addHelpText('after', EXIT_CODES)
    .action(async (options: Options) => done(await run(options)));
