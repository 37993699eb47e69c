import type { SubgraphSource } from '../compose/subgraph-source.ts';
import type { ApiVersion } from '../diff/api-version.ts';
import type { Snapshot } from '../snapshot/read-snapshot.ts';

/** What a change is compared with. */
export interface Baseline {
  /** For people: `version 3 (published)`. */
  readonly name: string;
  readonly api: ApiVersion;
  /** The subgraphs it was composed of, where they are known: a proposal for one of them is composed with the others. */
  readonly subgraphs?: readonly SubgraphSource[];
  /** Where it is the published snapshot: what a publish must still find. */
  readonly snapshot?: Snapshot;
  /** Published JSON Schemas of each event type, the oldest first. */
  readonly events: ReadonlyMap<string, readonly string[]>;
}
