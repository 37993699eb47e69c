import { buildSchema } from 'graphql';
import { apiSdlOf, composeSupergraph } from '../compose/compose-supergraph.ts';
import { type ParsedSubgraph, parseSubgraphs } from '../compose/parse-subgraph.ts';
import type { SubgraphSource } from '../compose/subgraph-source.ts';
import type { ApiVersion } from '../diff/api-version.ts';
import { placesOf } from '../diff/places.ts';
import { formatFinding, InputError } from '../findings.ts';
import type { GraphQLFile } from '../parse-file.ts';

const JOIN = 'https://specs.apollo.dev/join/';

/** Supergraphs link the join specification; subgraphs and API schemas never do. */
export const isSupergraph = (sdl: string): boolean => sdl.includes(JOIN);

/** A schema that GraphQL itself understands; a subgraph's has directives that nobody defines. */
function isApi(sdl: string): boolean {
  try {
    return buildSchema(sdl).getQueryType() !== undefined;
  } catch {
    return false;
  }
}

function openSupergraph({ path, text }: GraphQLFile): ApiVersion {
  try {
    return { supergraphSdl: text, apiSdl: apiSdlOf(text) };
  } catch (error) {
    throw new InputError(`${path}: is no supergraph that can be read: ${(error as Error).message}`);
  }
}

/** Composes what is to be compared with. Throws an InputError when it does not compose. */
export function composeBaseline(name: string, sources: readonly SubgraphSource[]): ApiVersion {
  const subgraphs = parseSubgraphs(sources);
  const composed = composeSupergraph(subgraphs);
  if (composed.ok) return { ...composed.value, places: placesOf(subgraphs) };
  throw new InputError(`${name}: does not compose\n  ${composed.error.map(formatFinding).join('\n  ')}`);
}

const hasQueries = ({ document }: ParsedSubgraph): boolean =>
  document.definitions.some((node) => 'name' in node && node.name?.value === 'Query');

/** What is composed alone needs a query, which a subgraph that only extends the entities of others has not. */
const QUERY: SubgraphSource = {
  name: 'query',
  routingUrl: '',
  files: [{ path: 'query', text: 'type Query { _nothing: Boolean }' }],
};

/**
 * SDL as the API it makes: of a supergraph, of a subgraph composed alone, or of an API schema as it is. A subgraph says
 * itself what its entities are, which others reach whether it has queries or not.
 */
export function openSchemaFile(file: GraphQLFile): ApiVersion {
  if (isSupergraph(file.text)) return openSupergraph(file);
  const source = { name: 'schema', routingUrl: '', files: [file] };
  const parsed = parseSubgraphs([source]);
  if (isApi(file.text)) return { apiSdl: file.text, places: placesOf(parsed) };
  const composed = composeBaseline(file.path, parsed.every(hasQueries) ? [source] : [source, QUERY]);
  return { ...composed, supergraphSdl: file.text };
}
