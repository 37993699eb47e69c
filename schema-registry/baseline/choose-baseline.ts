import { join } from 'node:path';
import { type Proposal, withProposal } from '../check/proposal.ts';
import { loadSubgraphs } from '../compose/subgraph-source.ts';
import type { SupergraphConfig } from '../config/supergraph-config.ts';
import { InputError } from '../findings.ts';
import type { GraphQLFile } from '../parse-file.ts';
import { PUBLISHED } from '../snapshot/history.ts';
import type { Baseline } from './baseline.ts';
import { publishedBaseline } from './published.ts';
import { composeBaseline, isSupergraph, openSchemaFile } from './schema-file.ts';

export interface BaselineRequest {
  readonly config: SupergraphConfig;
  readonly proposal?: Proposal;
  /** A file to compare with; `published` is the snapshot, which must be there then. */
  readonly against?: GraphQLFile | 'published';
}

const NO_EVENTS: Baseline['events'] = new Map();

/** A file: a supergraph; or, beside a proposal, what its subgraph was before. */
async function fileBaseline(file: GraphQLFile, { config, proposal }: BaselineRequest): Promise<Baseline> {
  const rest = { name: file.path, events: NO_EVENTS };
  if (!proposal || isSupergraph(file.text)) return { ...rest, api: openSchemaFile(file) };
  const subgraphs = withProposal(await loadSubgraphs(config), { ...proposal, file }, config);
  return { ...rest, api: composeBaseline(file.path, subgraphs), subgraphs };
}

/** Where nothing is published, a proposal is compared with what is configured. */
async function configuredBaseline({ config, proposal }: BaselineRequest): Promise<Baseline | undefined> {
  if (!proposal || !config.subgraphs[proposal.subgraph]) return undefined;
  const subgraphs = await loadSubgraphs(config);
  const name = 'the configured schemas';
  return { name, api: composeBaseline(name, subgraphs), subgraphs, events: NO_EVENTS };
}

/** What to compare with, by what is asked for and what there is; undefined when there is nothing. */
export async function chooseBaseline(request: BaselineRequest): Promise<Baseline | undefined> {
  const { against, config } = request;
  if (typeof against === 'object') return fileBaseline(against, request);
  const published = await publishedBaseline(config.folder);
  if (published) return published;
  if (against) throw new InputError(`${join(config.folder, PUBLISHED)}: nothing is published there`);
  return configuredBaseline(request);
}
