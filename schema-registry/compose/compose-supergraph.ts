import { type CompositionResult, type CompositionSuccess, composeServices } from '@apollo/composition';
import { type Schema, Supergraph } from '@apollo/federation-internals';
import { type ASTNode, type GraphQLError, printSchema } from 'graphql';
import { ok, type Result, refuse } from 'platform/kernel/result';
import { placesOf } from '../diff/places.ts';
import type { Finding } from '../findings.ts';
import { readDeadEnds } from './dead-ends.ts';
import type { ParsedSubgraph } from './parse-subgraph.ts';
import { unsatisfiable } from './satisfiability.ts';

export interface ComposedSupergraph {
  /** What gateways load. */
  readonly supergraphSdl: string;
  /** What clients see: no federation, nothing inaccessible. */
  readonly apiSdl: string;
  readonly hints: readonly Finding[];
}

/** Where the first node stands, and in words where the others do. */
function nodePlaces(nodes: readonly ASTNode[] = []): { file?: string; line?: number; others: string } {
  const places = nodes.flatMap(({ loc }) =>
    loc ? [{ file: loc.source.name, line: loc.startToken.line }] : [],
  );
  const [first, ...rest] = places;
  return { ...first, others: rest.map(({ file, line }) => `\nalso ${file}:${line}`).join('') };
}

/** The first field or argument that the composer names, as it quotes them. */
const coordinateIn = (message: string): string | undefined => /"(\w+\.\w+(?:\(\w+:\))?)"/.exec(message)?.[1];

function findingOfError({ message, nodes, extensions }: GraphQLError): Finding {
  const { others, ...place } = nodePlaces(nodes);
  const rule = `composition/${extensions.code ?? 'INVALID_GRAPHQL'}`;
  const coordinate = coordinateIn(message);
  return { rule, severity: 'error', ...(coordinate && { coordinate }), message: message + others, ...place };
}

function findingOfHint({
  definition,
  message,
  coordinate,
  nodes,
}: CompositionSuccess['hints'][number]): Finding {
  const { others, ...place } = nodePlaces(nodes);
  return {
    rule: `composition/${definition.code}`,
    severity: 'warning',
    coordinate,
    message: message + others,
    ...place,
  };
}

/** Where a search for a field ends is in the composer's words alone; they are read, and said for people. */
function findingsOfErrors(errors: readonly GraphQLError[], subgraphs: readonly ParsedSubgraph[]): Finding[] {
  const read = errors.map((error) => ({ error, deadEnds: readDeadEnds(error.message) }));
  const deadEnds = read.flatMap((each) => each.deadEnds ?? []);
  const others = read.filter((each) => !each.deadEnds).map(({ error }) => findingOfError(error));
  return [...others, ...unsatisfiable(deadEnds, placesOf(subgraphs))];
}

/** The composer throws at some malformed `@link`s instead of naming them. */
function compose(subgraphs: readonly ParsedSubgraph[]): Result<CompositionResult, Finding[]> {
  try {
    return ok(
      composeServices(
        subgraphs.map(({ name, routingUrl, document }) => ({ name, url: routingUrl, typeDefs: document })),
      ),
    );
  } catch (error) {
    return refuse([{ rule: 'composition/CRASHED', severity: 'error', message: String(error) }]);
  }
}

/** Types by name, whatever the order they were composed in. */
function printed(api: Schema): string {
  const schema = api.toGraphQLJSSchema();
  const types = Object.entries(schema.getTypeMap()).sort(([a], [b]) => a.localeCompare(b));
  const inOrder = Object.create(schema, { getTypeMap: { value: () => Object.fromEntries(types) } });
  return `${printSchema(inOrder)}\n`;
}

/** What clients see of a supergraph. Throws when the text is none. */
export const apiSdlOf = (supergraphSdl: string): string =>
  printed(Supergraph.build(supergraphSdl, { supportedFeatures: null }).apiSchema());

/** Composes with Apollo's composition; errors name the source file and line of the definitions at fault. */
export function composeSupergraph(
  subgraphs: readonly ParsedSubgraph[],
): Result<ComposedSupergraph, readonly Finding[]> {
  const composed = compose(subgraphs);
  if (!composed.ok) return composed;
  const { errors, schema, supergraphSdl, hints } = composed.value;
  if (errors) return refuse(findingsOfErrors(errors, subgraphs));
  let apiSdl: string | undefined;
  return ok({
    supergraphSdl,
    hints: hints.map(findingOfHint),
    /** Made when it is asked for: of a large supergraph that takes long. */
    get apiSdl() {
      apiSdl ??= printed(schema.toAPISchema());
      return apiSdl;
    },
  });
}
