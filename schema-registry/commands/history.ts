import { Command, InvalidArgumentError } from 'commander';
import { InputError } from '../findings.ts';
import type { HistoryEntry } from '../snapshot/history-entry.ts';
import { EXIT_CODES } from './print-report.ts';

function version(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('Expected the number of a version.');
}

function changesOf({ changes, follows }: HistoryEntry): string {
  if (follows === null) return 'the first';
  const counts = Object.entries(changes).map(([severity, count]) => `${count} ${severity}`);
  return counts.join(', ') || 'no change for clients';
}

/** `4  2026-11-21T22:00:00.000Z  ann  3f2a91c  1 dangerous, 2 safe`. */
const lineOf = (entry: HistoryEntry): string =>
  [
    String(entry.version).padStart(4),
    entry.publishedAt,
    entry.by,
    entry.commit?.slice(0, 7),
    changesOf(entry),
  ]
    .filter(Boolean)
    .join('  ');

const detailsOf = (entry: HistoryEntry): string =>
  [
    lineOf(entry),
    `      ${entry.digest}`,
    ...(entry.acceptedBecause ? [`      accepted because: ${entry.acceptedBecause}`] : []),
    ...entry.summary.map((line) => `      ${line}`),
  ].join('\n');

async function run(wanted: number | undefined, config: string): Promise<void> {
  const { readSupergraphConfig } = await import('../config/supergraph-config.ts');
  const { readHistory } = await import('../snapshot/history.ts');
  const entries = readHistory(readSupergraphConfig(config).folder);
  const entry = entries.find((candidate) => candidate.version === wanted);
  if (wanted !== undefined && !entry) {
    throw new InputError(`there is no version ${wanted}: the newest is ${entries.length}`);
  }
  const lines = entry ? [detailsOf(entry)] : entries.toReversed().map(lineOf);
  process.stdout.write(lines.map((line) => `${line}\n`).join(''));
}

/** `history`: what was published, the newest first; or all about one version. */
export const historyCommand = (done: (ok: boolean) => void): Command =>
  new Command('history')
    .description('What was published when, the newest first; with a version, what it changed.')
    .argument('[version]', 'the number of a version', version)
    .option('--config <file>', "the subgraphs, in rover's format", 'supergraph.yaml')
    .addHelpText('after', EXIT_CODES)
    .action(async (wanted: number | undefined, { config }: { config: string }) => {
      await run(wanted, config);
      done(true);
    });
