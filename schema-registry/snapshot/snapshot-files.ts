import { stringify } from 'yaml';
import { bundleOf } from '../compose/bundle.ts';
import type { ComposedSupergraph } from '../compose/compose-supergraph.ts';
import type { SubgraphSource } from '../compose/subgraph-source.ts';
import type { SnapshotFiles } from './digest.ts';

/** What is to be published. */
export interface Publication {
  readonly federationVersion?: string;
  readonly subgraphs: readonly SubgraphSource[];
  readonly supergraph: ComposedSupergraph;
  /** JSON Schemas by event type. */
  readonly events: ReadonlyMap<string, string>;
}

const EVENT_PATH = /^events\/(.+)\/(\d+)\.json$/;

/** All published schemas of each event type, the oldest first. */
export function eventsOf(files: SnapshotFiles): ReadonlyMap<string, readonly string[]> {
  const numbered = [...files].flatMap(([path, text]) => {
    const [, type = '', version] = EVENT_PATH.exec(path) ?? [];
    return version ? [{ type, version: Number(version), text }] : [];
  });
  const byType = Map.groupBy(
    numbered.sort((a, b) => a.version - b.version),
    ({ type }) => type,
  );
  return new Map([...byType].map(([type, schemas]) => [type, schemas.map(({ text }) => text)]));
}

/** A schema is named by the version that brought it; those before it stay, as long as its type does. */
function eventFiles(before: SnapshotFiles, events: Publication['events'], version: number): SnapshotFiles {
  const published = eventsOf(before);
  const kept = [...before].filter(([path]) => events.has(EVENT_PATH.exec(path)?.[1] ?? ''));
  const changed = [...events].filter(([type, text]) => published.get(type)?.at(-1) !== text);
  return new Map([
    ...kept,
    ...changed.map(([type, text]) => [`events/${type}/${version}.json`, text] as const),
  ]);
}

const sdlOf = (source: SubgraphSource): string =>
  source.bundlePath ? bundleOf(source) : source.files.map(({ text }) => text).join('\n');

/** A configuration in rover's form, so that the published folder is a project of its own. */
function configOf({ federationVersion, subgraphs }: Publication): string {
  const entries = subgraphs.map(({ name, routingUrl }) => [
    name,
    { routing_url: routingUrl, schema: { file: `subgraphs/${name}.graphql` } },
  ]);
  const version = federationVersion ? { federation_version: federationVersion } : {};
  return stringify({ ...version, subgraphs: Object.fromEntries(entries) });
}

/** The files of a version, given those of the one before it. */
export function snapshotFiles(
  publication: Publication,
  before: SnapshotFiles,
  version: number,
): SnapshotFiles {
  return new Map([
    ['supergraph.yaml', configOf(publication)],
    ['supergraph.graphql', publication.supergraph.supergraphSdl],
    ['api.graphql', publication.supergraph.apiSdl],
    ...publication.subgraphs.map((source) => [`subgraphs/${source.name}.graphql`, sdlOf(source)] as const),
    ...eventFiles(before, publication.events, version),
  ]);
}
