import type { Baseline } from '../baseline/baseline.ts';
import { type BaselineRequest, chooseBaseline } from '../baseline/choose-baseline.ts';
import { eventSchemasOf } from '../compose/artifacts.ts';
import { type ComposedSupergraph, composeSupergraph } from '../compose/compose-supergraph.ts';
import { type ParsedSubgraph, parseSubgraphs } from '../compose/parse-subgraph.ts';
import { loadSubgraphs, type SubgraphSource } from '../compose/subgraph-source.ts';
import { placesOf } from '../diff/places.ts';
import type { Finding } from '../findings.ts';
import { lintSubgraph } from '../lint/lint-subgraph.ts';
import { type Report, reportOf } from '../report.ts';
import type { Usage } from '../usage/usage.ts';
import { lacksUsage, NO_USAGE } from '../usage/with-usage.ts';
import { compare } from './compare.ts';
import { withProposal } from './proposal.ts';

export interface CheckRequest extends BaselineRequest {
  readonly usage: Usage;
}

/** What was checked: the report, and what would be published. */
export interface Checked {
  readonly report: Report;
  readonly baseline?: Baseline;
  readonly subgraphs: readonly SubgraphSource[];
  /** JSON Schemas by event type. */
  readonly events: ReadonlyMap<string, string>;
  /** Undefined when it does not compose. */
  readonly supergraph?: ComposedSupergraph;
}

async function sourcesOf({ config, proposal }: CheckRequest, baseline?: Baseline): Promise<SubgraphSource[]> {
  if (!proposal) return loadSubgraphs(config);
  return withProposal(baseline?.subgraphs ?? (await loadSubgraphs(config)), proposal, config);
}

const lint = (subgraphs: readonly ParsedSubgraph[], { proposal }: CheckRequest): Finding[] =>
  subgraphs.filter(({ name }) => !proposal || name === proposal.subgraph).flatMap(lintSubgraph);

const NOTHING_TO_COMPARE = 'nothing is published yet: there was nothing to compare with';

const notesOf = (findings: readonly Finding[], usage: Usage, baseline?: Baseline): string[] => [
  ...(baseline ? [] : [NOTHING_TO_COMPARE]),
  ...(lacksUsage(findings, usage) ? [NO_USAGE] : []),
];

/** Lints, composes, and compares with the baseline. Throws an InputError when something cannot be read. */
export async function check(request: CheckRequest): Promise<Checked> {
  const { config, usage } = request;
  const baseline = await chooseBaseline(request);
  const subgraphs = await sourcesOf(request, baseline);
  const parsed = parseSubgraphs(subgraphs);
  const events = await eventSchemasOf(config.folder, subgraphs);
  const composed = composeSupergraph(parsed);
  const changes = composed.ok
    ? compare(baseline, { ...composed.value, places: placesOf(parsed) }, config.folder, usage)
    : composed.error;
  const findings = [...changes, ...lint(parsed, request)];
  const report = reportOf(findings, {
    against: baseline?.name,
    composition: { ok: composed.ok, hints: composed.ok ? composed.value.hints : [] },
    notes: notesOf(findings, usage, baseline),
  });
  return { report, baseline, subgraphs, events, supergraph: composed.ok ? composed.value : undefined };
}
