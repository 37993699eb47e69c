import { join } from 'node:path';
import { parseSubgraphs } from '../compose/parse-subgraph.ts';
import { loadSubgraphs, type SubgraphSource } from '../compose/subgraph-source.ts';
import { readSupergraphConfig } from '../config/supergraph-config.ts';
import { placesOf } from '../diff/places.ts';
import { PUBLISHED } from '../snapshot/history.ts';
import { readSnapshot } from '../snapshot/read-snapshot.ts';
import { eventsOf } from '../snapshot/snapshot-files.ts';
import type { Baseline } from './baseline.ts';

const inPublished = (source: SubgraphSource): SubgraphSource => ({
  ...source,
  files: source.files.map(({ path, text }) => ({ path: `${PUBLISHED}/${path}`, text })),
});

/** The committed snapshot; undefined when nothing is published yet. */
export async function publishedBaseline(folder: string): Promise<Baseline | undefined> {
  const snapshot = readSnapshot(folder);
  if (!snapshot) return undefined;
  const sources = await loadSubgraphs(readSupergraphConfig(join(folder, PUBLISHED, 'supergraph.yaml')));
  const subgraphs = sources.map(inPublished);
  const sdl = (name: string) => snapshot.files.get(name) ?? '';
  return {
    name: `version ${snapshot.head.version} (published)`,
    api: {
      supergraphSdl: sdl('supergraph.graphql'),
      apiSdl: sdl('api.graphql'),
      places: placesOf(parseSubgraphs(subgraphs)),
    },
    subgraphs,
    snapshot,
    events: eventsOf(snapshot.files),
  };
}
