import { apiSdlOf, type ComposedSupergraph, composeSupergraph } from '../compose/compose-supergraph.ts';
import { parseSubgraphs } from '../compose/parse-subgraph.ts';
import type { SubgraphSource } from '../compose/subgraph-source.ts';
import { formatFinding, InputError } from '../findings.ts';
import type { GraphQLFile } from '../parse-file.ts';

const JOIN = 'https://specs.apollo.dev/join/';

/** Supergraphs link the join specification; subgraphs and API schemas never do. */
export const isSupergraph = (sdl: string): boolean => sdl.includes(JOIN);

function openSupergraph({ path, text }: GraphQLFile): ComposedSupergraph {
  try {
    return { supergraphSdl: text, apiSdl: apiSdlOf(text), hints: [] };
  } catch (error) {
    throw new InputError(`${path}: is no supergraph that can be read: ${(error as Error).message}`);
  }
}

/** Composes what is to be compared with. Throws an InputError when it does not compose. */
export function composeBaseline(name: string, sources: readonly SubgraphSource[]): ComposedSupergraph {
  const composed = composeSupergraph(parseSubgraphs(sources));
  if (composed.ok) return composed.value;
  throw new InputError(`${name}: does not compose\n  ${composed.error.map(formatFinding).join('\n  ')}`);
}

/** A file of SDL as what it makes: a supergraph as it is, a subgraph or an API schema composed alone. */
export function openSchemaFile(file: GraphQLFile): ComposedSupergraph {
  if (isSupergraph(file.text)) return openSupergraph(file);
  return composeBaseline(file.path, [{ name: 'schema', routingUrl: '', files: [file] }]);
}
