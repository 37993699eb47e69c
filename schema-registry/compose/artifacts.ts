import { ok, type Result, refuse } from 'platform/kernel/result';
import { readRegistryConfig } from '../config/registry-config.ts';
import type { SupergraphConfig } from '../config/supergraph-config.ts';
import { type EventSchema, eventSchemaText } from '../event-schemas/event-schema.ts';
import { loadEventSchemas } from '../event-schemas/load-event-schemas.ts';
import { checkEventSources } from '../event-sources/check-event-sources.ts';
import type { Finding } from '../findings.ts';
import { lintSubgraph } from '../lint/lint-subgraph.ts';
import { bundleOf } from './bundle.ts';
import { type ComposedSupergraph, composeSupergraph } from './compose-supergraph.ts';
import { type ParsedSubgraph, parseSubgraph } from './parse-subgraph.ts';
import { COMPOSED, loadSubgraphs, type SubgraphSource } from './subgraph-source.ts';

/** Generated texts by their path, relative to the configuration's folder. */
export type Artifacts = ReadonlyMap<string, string>;

export interface Composition extends ComposedSupergraph {
  readonly artifacts: Artifacts;
}

/** Of contracts in code; JSON Schema files are what they are. */
const eventTexts = (schemas: readonly EventSchema[]): [string, string][] =>
  schemas
    .filter(({ generated }) => generated)
    .map((event) => [`${COMPOSED}/events/${event.type}.json`, eventSchemaText(event)]);

function artifactsOf(
  sources: readonly SubgraphSource[],
  events: readonly EventSchema[],
  { supergraphSdl, apiSdl }: ComposedSupergraph,
): Artifacts {
  const bundles = sources.flatMap((source) =>
    source.bundlePath ? [[source.bundlePath, bundleOf(source)] as const] : [],
  );
  return new Map([
    ...bundles,
    [`${COMPOSED}/supergraph.graphql`, supergraphSdl],
    [`${COMPOSED}/api.graphql`, apiSdl],
    ...eventTexts(events),
  ]);
}

/** What a configuration names, and the supergraph that it makes. */
export interface Composed {
  readonly sources: readonly SubgraphSource[];
  readonly events: readonly EventSchema[];
  readonly supergraph: ComposedSupergraph;
}

/** What is wrong with subgraphs before they are composed: by lint, and with what they take from events. */
function faultsOf(
  subgraphs: readonly ParsedSubgraph[],
  events: readonly EventSchema[],
  { folder }: SupergraphConfig,
): Finding[] {
  const { lint } = readRegistryConfig(folder);
  const found = [
    ...subgraphs.flatMap((subgraph) => lintSubgraph(subgraph, lint)),
    ...checkEventSources(subgraphs, events),
  ];
  return found.filter(({ severity }) => severity === 'error');
}

/** From configuration to the supergraph, or to what stands in the way: syntax, lint, event sources, composition. */
export async function composeConfigured(
  config: SupergraphConfig,
): Promise<Result<Composed, readonly Finding[]>> {
  const [sources, events] = await Promise.all([loadSubgraphs(config), loadEventSchemas(config)]);
  const parsed = sources.map(parseSubgraph);
  const unread = parsed.flatMap((subgraph) => (subgraph.ok ? [] : subgraph.error));
  if (unread.length > 0) return refuse(unread);
  const subgraphs = parsed.flatMap((subgraph) => (subgraph.ok ? [subgraph.value] : []));
  const faults = faultsOf(subgraphs, events, config);
  if (faults.length > 0) return refuse(faults);
  const composed = composeSupergraph(subgraphs);
  return composed.ok ? ok({ sources, events, supergraph: composed.value }) : composed;
}

/** From configuration to everything that is generated of it, or to what stands in the way. Writes nothing. */
export async function compose(config: SupergraphConfig): Promise<Result<Composition, readonly Finding[]>> {
  const composed = await composeConfigured(config);
  if (!composed.ok) return composed;
  const { sources, events, supergraph } = composed.value;
  return ok({ ...supergraph, artifacts: artifactsOf(sources, events, supergraph) });
}
