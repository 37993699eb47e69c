import { createHash } from 'node:crypto';
import {
  AuthenticatedSpecDefinition,
  ContextSpecDefinition,
  costIdentity,
  DEFAULT_SUPPORTED_SUPERGRAPH_FEATURES,
  PolicySpecDefinition,
  RequiresScopesSpecDefinition,
  Supergraph,
} from '@apollo/federation-internals';
import { assertValidSchema, type GraphQLSchema } from 'graphql';
import type { Fetch } from '../data-source/data-source.ts';
import { resolvableKeysFirst } from '../executor/plan/key-order.ts';
import { createPlanning, type Planning } from '../executor/plan/planning.ts';
import { type RequiredArguments, separateRequiredArguments } from '../executor/plan/required-arguments.ts';
import { clientSchema } from './client-schema.ts';

/**
 * One loaded supergraph and all that is made from it, never changed: a reload makes another one, and what began
 * on this one ends on it. Anything compiled from a supergraph (access rules, costs, plans) is kept per state.
 */
export interface SupergraphState {
  /** SHA-256 of the SDL. */
  readonly id: string;
  readonly supergraphSdl: string;
  /** As clients see it: without what is @inaccessible and without federation's own directives. */
  readonly schema: GraphQLSchema;
  readonly requiredArguments: RequiredArguments;
  readonly supergraph: Supergraph;
  /** The supergraph that is planned on: with stand-ins for required fields, and keys in another order. */
  readonly planned: Supergraph;
  /** The whole supergraph: with what is @inaccessible, and with every directive in its AST. */
  readonly supergraphSchema: GraphQLSchema;
  readonly planning: Planning;
  readonly subgraphs: readonly SubgraphAddress[];
  /** The way to each subgraph, by its name. */
  readonly fetches: Readonly<Record<string, Fetch>>;
  /** True when any element asks for an authorisation: such a supergraph is served with enforcement or not at all. */
  readonly isProtected: boolean;
}

export interface SubgraphAddress {
  readonly name: string;
  /** Its routing URL: `http(s)://…`, or `events:<domain>` for an event graph that the gateway answers itself. */
  readonly url: string;
}

export type BuildFetch = (subgraph: SubgraphAddress) => Fetch;

/** The features that are "for: SECURITY" and enforced by plugins/authorisation.ts. */
export const SECURITY_FEATURES = {
  authenticated: AuthenticatedSpecDefinition.identity,
  requiresScopes: RequiresScopesSpecDefinition.identity,
  policy: PolicySpecDefinition.identity,
} as const;

const SUPPORTED_FEATURES = new Set([
  ...DEFAULT_SUPPORTED_SUPERGRAPH_FEATURES,
  `${ContextSpecDefinition.identity}/v0.1`,
  ...Object.values(SECURITY_FEATURES).map((identity) => `${identity}/v0.1`),
]);

/**
 * Loads a supergraph. Throws for one that is not valid, or that links a feature for security or execution which
 * this gateway does not implement: serving it would mean leaving out what the feature stands for.
 */
export function loadSupergraph(supergraphSdl: string, buildFetch: BuildFetch): SupergraphState {
  const pieces = loadInPieces(supergraphSdl, buildFetch);
  for (;;) {
    const { done, value } = pieces.next();
    if (done) return value;
  }
}

/** The same, piece by piece: it takes long enough to keep requests waiting. */
export function* loadInPieces(
  supergraphSdl: string,
  buildFetch: BuildFetch,
): Generator<undefined, SupergraphState> {
  const supergraph = Supergraph.build(supergraphSdl, { supportedFeatures: SUPPORTED_FEATURES });
  yield;
  const requiredArguments = separateRequiredArguments(supergraphSdl);
  const plannedSdl = resolvableKeysFirst(requiredArguments.sdl);
  yield;
  const planned = plannedSdl === supergraphSdl ? supergraph : buildPlanned(plannedSdl);
  yield;
  const supergraphSchema = supergraph.schema.toGraphQLJSSchema();
  const schema = clientSchema(supergraph, supergraphSchema);
  assertValidSchema(schema);
  yield;
  removeCosts(supergraph);
  // What the planner would do first, and takes longest with.
  planned.subgraphs();
  yield;
  const subgraphs = supergraph.subgraphsMetadata().map(({ name, url }) => ({ name, url }));
  return {
    id: createHash('sha256').update(supergraphSdl).digest('hex'),
    supergraphSdl,
    schema,
    requiredArguments,
    supergraph,
    planned,
    supergraphSchema,
    planning: createPlanning(planned, () => buildPlanned(plannedSdl)),
    subgraphs,
    fetches: Object.fromEntries(subgraphs.map((subgraph) => [subgraph.name, buildFetch(subgraph)])),
    isProtected: Object.values(SECURITY_FEATURES).some(
      (identity) => supergraph.schema.coreFeatures?.getByIdentity(identity) !== undefined,
    ),
  };
}

/** A supergraph to plan on. The original is valid; here some fields that are @external are not required any more. */
function buildPlanned(sdl: string): Supergraph {
  const planned = Supergraph.build(sdl, { supportedFeatures: SUPPORTED_FEATURES, validateSupergraph: false });
  removeCosts(planned);
  return planned;
}

/** Planning has no use for costs, and refuses what newer composers let them say; plugins/cost reads them elsewhere. */
function removeCosts({ schema }: Supergraph): void {
  const feature = schema.coreFeatures?.getByIdentity(costIdentity);
  for (const name of ['cost', 'listSize']) {
    const directive = schema.directive(feature?.directiveNameInSchema(name) ?? '');
    for (const application of directive?.applications() ?? []) application.remove();
  }
}

/** The event graphs' scheme: gateway/live answers for them. */
export const isEventGraph = (subgraph: SubgraphAddress): boolean => subgraph.url.startsWith('events:');
