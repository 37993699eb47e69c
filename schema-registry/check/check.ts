import type { Baseline } from '../baseline/baseline.ts';
import { type BaselineRequest, chooseBaseline } from '../baseline/choose-baseline.ts';
import { type ComposedSupergraph, composeSupergraph } from '../compose/compose-supergraph.ts';
import { type ParsedSubgraph, parseSubgraphs } from '../compose/parse-subgraph.ts';
import { withRemovedKeys } from '../compose/removed-keys.ts';
import { loadSubgraphs, type SubgraphSource } from '../compose/subgraph-source.ts';
import { type RegistryConfig, readRegistryConfig } from '../config/registry-config.ts';
import { placesOf } from '../diff/places.ts';
import { type EventSchema, eventSchemaText } from '../event-schemas/event-schema.ts';
import { loadEventSchemas } from '../event-schemas/load-event-schemas.ts';
import { checkEventSources } from '../event-sources/check-event-sources.ts';
import type { Finding } from '../findings.ts';
import { lintSubgraph } from '../lint/lint-subgraph.ts';
import { type Report, reportOf } from '../report.ts';
import type { Usage } from '../usage/usage.ts';
import { lacksUsage, NO_USAGE } from '../usage/with-usage.ts';
import { compare } from './compare.ts';
import { compareEvents } from './compare-events.ts';
import { NOTHING_PUBLISHED } from './notes.ts';
import { withProposal } from './proposal.ts';

export interface CheckRequest extends BaselineRequest {
  readonly usage: Usage;
}

/** What was checked: the report, and what would be published. */
export interface Checked {
  readonly report: Report;
  readonly baseline?: Baseline;
  readonly subgraphs: readonly SubgraphSource[];
  /** JSON Schemas as text, by event type. */
  readonly events: ReadonlyMap<string, string>;
  /** Undefined when it does not compose. */
  readonly supergraph?: ComposedSupergraph;
}

async function sourcesOf({ config, proposal }: CheckRequest, baseline?: Baseline): Promise<SubgraphSource[]> {
  if (!proposal) return loadSubgraphs(config);
  return withProposal(baseline?.subgraphs ?? (await loadSubgraphs(config)), proposal, config);
}

const lint = (
  subgraphs: readonly ParsedSubgraph[],
  { proposal }: CheckRequest,
  severities: RegistryConfig['lint'],
): Finding[] =>
  subgraphs
    .filter(({ name }) => !proposal || name === proposal.subgraph)
    .flatMap((subgraph) => lintSubgraph(subgraph, severities));

const textsOf = (events: readonly EventSchema[]): Checked['events'] =>
  new Map(events.map((event) => [event.type, eventSchemaText(event)]));

/** A proposed SDL changes no event. */
const eventChanges = (
  { proposal }: CheckRequest,
  events: readonly EventSchema[],
  modes: RegistryConfig['events'],
  baseline?: Baseline,
): Finding[] => (proposal || !baseline ? [] : compareEvents(events, baseline.events, modes));

const notesOf = (findings: readonly Finding[], usage: Usage, baseline?: Baseline): string[] => [
  ...(baseline ? [] : [NOTHING_PUBLISHED]),
  ...(lacksUsage(findings, usage) ? [NO_USAGE] : []),
];

/** Lints, composes, and compares with the baseline. Throws an InputError when something cannot be read. */
export async function check(request: CheckRequest): Promise<Checked> {
  const { config, usage } = request;
  const asked = readRegistryConfig(config.folder);
  const baseline = await chooseBaseline(request);
  const subgraphs = await sourcesOf(request, baseline);
  const parsed = parseSubgraphs(subgraphs);
  const events = await loadEventSchemas(config);
  const composed = composeSupergraph(parsed);
  const places = placesOf(parsed);
  const changes = composed.ok
    ? compare(baseline, { ...composed.value, places }, config.folder, usage)
    : withRemovedKeys(composed.error, baseline?.api.places ?? new Map(), places);
  const findings = [
    ...changes,
    ...checkEventSources(parsed, events),
    ...eventChanges(request, events, asked.events, baseline),
    ...lint(parsed, request, asked.lint),
  ];
  const report = reportOf(findings, {
    against: baseline?.name,
    composition: { ok: composed.ok, hints: composed.ok ? composed.value.hints : [] },
    notes: notesOf(findings, usage, baseline),
  });
  const supergraph = composed.ok ? composed.value : undefined;
  return { report, baseline, subgraphs, events: textsOf(events), supergraph };
}
