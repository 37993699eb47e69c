import { buildSchema } from 'graphql';
import type { Baseline } from '../baseline/baseline.ts';
import { type BaselineRequest, chooseBaseline } from '../baseline/choose-baseline.ts';
import { eventSchemasOf } from '../compose/artifacts.ts';
import { type ComposedSupergraph, composeSupergraph } from '../compose/compose-supergraph.ts';
import { parseSubgraphs } from '../compose/parse-subgraph.ts';
import { loadSubgraphs, type SubgraphSource } from '../compose/subgraph-source.ts';
import type { Finding } from '../findings.ts';
import { lintSubgraph } from '../lint/lint-subgraph.ts';
import { checkOperations } from '../operations/check-operations.ts';
import { readOperations } from '../operations/read-operations.ts';
import { type Report, reportOf } from '../report.ts';
import type { Usage } from '../usage/usage.ts';
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

function lint(sources: readonly SubgraphSource[], { proposal }: CheckRequest): Finding[] {
  const judged = proposal ? sources.filter(({ name }) => name === proposal.subgraph) : sources;
  return parseSubgraphs(judged).flatMap(lintSubgraph);
}

function operationsOn({ apiSdl }: ComposedSupergraph, folder: string): readonly Finding[] {
  const operations = readOperations(folder);
  return operations.ok ? checkOperations(buildSchema(apiSdl), operations.value) : operations.error;
}

const NOTHING_TO_COMPARE = 'nothing is published yet: there was nothing to compare with';

/** Lints, composes, and compares with the baseline. Throws an InputError when something cannot be read. */
export async function check(request: CheckRequest): Promise<Checked> {
  const baseline = await chooseBaseline(request);
  const subgraphs = await sourcesOf(request, baseline);
  const linted = lint(subgraphs, request);
  const events = await eventSchemasOf(request.config.folder, subgraphs);
  const composed = composeSupergraph(parseSubgraphs(subgraphs));
  const about = { against: baseline?.name, notes: baseline ? [] : [NOTHING_TO_COMPARE] };
  if (!composed.ok) {
    const report = reportOf([...composed.error, ...linted], {
      ...about,
      composition: { ok: false, hints: [] },
    });
    return { report, baseline, subgraphs, events };
  }
  const { hints } = composed.value;
  const findings = [...linted, ...operationsOn(composed.value, request.config.folder)];
  const report = reportOf(findings, { ...about, composition: { ok: true, hints } });
  return { report, baseline, subgraphs, events, supergraph: composed.value };
}
