import { ok, type Result, refuse } from 'platform/kernel/result';
import type { SupergraphConfig } from '../config/supergraph-config.ts';
import { declaredMessages } from '../event-schemas/declared-messages.ts';
import { eventSchemaOf } from '../event-schemas/event-schema.ts';
import type { Finding } from '../findings.ts';
import { lintSubgraph } from '../lint/lint-subgraph.ts';
import { bundleOf } from './bundle.ts';
import { type ComposedSupergraph, composeSupergraph } from './compose-supergraph.ts';
import { parseSubgraph } from './parse-subgraph.ts';
import { loadSubgraphs, type SubgraphSource } from './subgraph-source.ts';

/** Everything in this folder is generated. */
export const COMPOSED = 'schema-registry/composed';

/** Generated texts by their path, relative to the configuration's folder. */
export type Artifacts = ReadonlyMap<string, string>;

export interface Composition extends ComposedSupergraph {
  readonly artifacts: Artifacts;
}

/** The JSON Schemas, as text, that the contracts of the own subgraphs declare, by event type. */
export async function eventSchemasOf(
  folder: string,
  sources: readonly SubgraphSource[],
): Promise<ReadonlyMap<string, string>> {
  const own = sources.filter(({ bundlePath }) => bundlePath);
  const messages = await Promise.all(own.map(({ name }) => declaredMessages(folder, name)));
  return new Map(messages.flat().map((message) => [message.type, eventSchemaOf(message)]));
}

async function artifactsOf(
  folder: string,
  sources: readonly SubgraphSource[],
  { supergraphSdl, apiSdl }: ComposedSupergraph,
): Promise<Artifacts> {
  const bundles = sources.flatMap((source) =>
    source.bundlePath ? [[source.bundlePath, bundleOf(source)] as const] : [],
  );
  const events = [...(await eventSchemasOf(folder, sources))];
  return new Map([
    ...bundles,
    [`${COMPOSED}/supergraph.graphql`, supergraphSdl],
    [`${COMPOSED}/api.graphql`, apiSdl],
    ...events.map(([type, schema]) => [`${COMPOSED}/events/${type}.json`, schema] as const),
  ]);
}

/** From configuration to everything that is generated of it, or to what stands in the way. Writes nothing. */
export async function compose(config: SupergraphConfig): Promise<Result<Composition, readonly Finding[]>> {
  const sources = await loadSubgraphs(config);
  const parsed = sources.map(parseSubgraph);
  const faults = parsed.flatMap((subgraph) => (subgraph.ok ? lintSubgraph(subgraph.value) : subgraph.error));
  if (faults.length > 0) return refuse(faults);
  const composed = composeSupergraph(parsed.flatMap((subgraph) => (subgraph.ok ? [subgraph.value] : [])));
  if (!composed.ok) return composed;
  return ok({ ...composed.value, artifacts: await artifactsOf(config.folder, sources, composed.value) });
}
