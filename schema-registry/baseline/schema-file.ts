import { buildSchema } from 'graphql';
import { apiSdlOf, composeSupergraph } from '../compose/compose-supergraph.ts';
import { parseSubgraphs } from '../compose/parse-subgraph.ts';
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

/** SDL as the API it makes: of a supergraph, of a subgraph composed alone, or of an API schema as it is. */
export function openSchemaFile(file: GraphQLFile): ApiVersion {
  const source = { name: 'schema', routingUrl: '', files: [file] };
  if (isSupergraph(file.text)) return openSupergraph(file);
  if (isApi(file.text)) return { apiSdl: file.text, places: placesOf(parseSubgraphs([source])) };
  return composeBaseline(file.path, [source]);
}
