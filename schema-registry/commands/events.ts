import { Command } from 'commander';
import { type FormatFlags, printReport, withFormat } from './print-report.ts';

interface Options extends FormatFlags {
  readonly config: string;
}

async function run({ config: path, ...flags }: Options): Promise<boolean> {
  const { readSupergraphConfig } = await import('../config/supergraph-config.ts');
  const { compareEvents } = await import('../check/compare-events.ts');
  const { NOTHING_PUBLISHED } = await import('../check/notes.ts');
  const { readRegistryConfig } = await import('../config/registry-config.ts');
  const { loadEventSchemas } = await import('../event-schemas/load-event-schemas.ts');
  const { reportOf } = await import('../report.ts');
  const { readSnapshot } = await import('../snapshot/read-snapshot.ts');
  const { eventsOf } = await import('../snapshot/snapshot-files.ts');
  const config = readSupergraphConfig(path);
  const { events: modes } = readRegistryConfig(config.folder);
  const events = await loadEventSchemas(config);
  const snapshot = readSnapshot(config.folder);
  const findings = snapshot ? compareEvents(events, eventsOf(snapshot.files), modes) : [];
  const against = snapshot && `version ${snapshot.head.version} (published)`;
  const notes = snapshot ? [] : [NOTHING_PUBLISHED];
  return printReport(reportOf(findings, { against, notes }), config.folder, flags);
}

/** `events check`: may the event schemas be published beside what was? `done` is told. */
export const eventsCommand = (done: (ok: boolean) => void): Command =>
  new Command('events')
    .description('The schemas of events and commands.')
    .addCommand(
      withFormat(
        new Command('check')
          .description(
            'Compares the schemas of events and commands with all that were published, each by its mode of ' +
              'compatibility.',
          )
          .option('--config <file>', "the subgraphs, in rover's format", 'supergraph.yaml'),
      ).action(async (options: Options) => done(await run(options))),
    );
