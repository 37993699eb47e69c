import { didYouMean } from 'graphql/jsutils/didYouMean.js';
import { suggestionList } from 'graphql/jsutils/suggestionList.js';
import type { SubgraphSource } from '../compose/subgraph-source.ts';
import type { SupergraphConfig } from '../config/supergraph-config.ts';
import { InputError } from '../findings.ts';
import type { GraphQLFile } from '../parse-file.ts';

/** One subgraph's SDL, in place of the one it has. */
export interface Proposal {
  readonly subgraph: string;
  readonly file: GraphQLFile;
}

/** Throws an InputError that suggests names when there is no such subgraph. */
export function assertSubgraph(name: string, known: Iterable<string>): void {
  const names = [...known];
  if (names.includes(name)) return;
  const suggestion = didYouMean(suggestionList(name, names));
  throw new InputError(`there is no subgraph ${name}.${suggestion || ` There are: ${names.join(', ')}.`}`);
}

/** The others as they are, and the proposed one in its place; or at the end, when it is new. */
export function withProposal(
  others: readonly SubgraphSource[],
  { subgraph, file }: Proposal,
  config: SupergraphConfig,
): SubgraphSource[] {
  const before = others.find(({ name }) => name === subgraph);
  const routingUrl = config.subgraphs[subgraph]?.routing_url ?? before?.routingUrl ?? '';
  const proposed = { name: subgraph, routingUrl, files: [file] };
  return before ? others.map((source) => (source === before ? proposed : source)) : [...others, proposed];
}
