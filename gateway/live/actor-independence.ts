import { PolicySpecDefinition } from '@apollo/federation-internals';
import {
  type DocumentNode,
  type FieldNode,
  type GraphQLNamedType,
  type GraphQLOutputType,
  getNamedType,
  isAbstractType,
  isEnumType,
  isInterfaceType,
  isObjectType,
  type OperationDefinitionNode,
  parse,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import type { Maybe } from 'graphql/jsutils/Maybe.js';
import { argumentOf, type Documented, directivesOn } from '../plugins/authorisation/directives.ts';
import { isEventGraph, type SupergraphState } from '../supergraph/state.ts';
import { LIVE_SPECIFICATION } from './event-sources.ts';

/**
 * Whether all that a document selects is the same for every actor of a tenant who has the same scopes and roles: each
 * field comes from the event itself, or is a key, or says so by `@actorIndependent`; its type may say it of the fields that
 * every subgraph has that has the type, since a type cannot speak for what another domain adds to it. What a `@policy` guards never is:
 * a policy may ask for anything.
 */
export function isActorIndependent(state: SupergraphState, document: DocumentNode): boolean {
  const { fields, policied } = independentOf(state);
  const types = new TypeInfo(state.schema);
  const membersOf = (type: Maybe<GraphQLOutputType>) => {
    const named = getNamedType(type);
    return isAbstractType(named) ? [named, ...state.schema.getPossibleTypes(named)] : named ? [named] : [];
  };
  let isIndependent = true;
  const check = ({ name: { value: field } }: FieldNode) => {
    const isPolicied = membersOf(types.getType()).some(({ name }) => policied.has(name));
    const isDeclared =
      field.startsWith('__') ||
      membersOf(types.getParentType()).every(({ name }) => fields.has(`${name}.${field}`));
    if (isPolicied || !isDeclared) isIndependent = false;
  };
  visit(document, visitWithTypeInfo(types, { Field: check }));
  return isIndependent;
}

/** What a supergraph declares. */
interface Independent {
  /** Coordinates of fields. */
  readonly fields: ReadonlySet<string>;
  /** Names of types that a policy guards. */
  readonly policied: ReadonlySet<string>;
}

const supergraphs = new WeakMap<SupergraphState, Independent>();

function independentOf(state: SupergraphState): Independent {
  const known = supergraphs.get(state) ?? readIndependent(state);
  supergraphs.set(state, known);
  return known;
}

function readIndependent(state: SupergraphState): Independent {
  const declared = directiveName(state, LIVE_SPECIFICATION, 'actorIndependent');
  const policy = directiveName(state, PolicySpecDefinition.identity, 'policy');
  const isDeclared = (element: Documented) => directivesOn(element, declared).length > 0;
  const hasPolicy = (element: Documented) => directivesOn(element, policy).length > 0;
  const eventGraphs = eventGraphsOf(state);
  const types: readonly GraphQLNamedType[] = Object.values(state.supergraphSchema.getTypeMap());
  const fields = new Set<string>();
  for (const type of types) {
    if (!isObjectType(type) && !isInterfaceType(type)) continue;
    const keys = keysOf(type);
    const servers = graphsOf(type, 'join__type').filter((graph) => !eventGraphs.has(graph));
    for (const field of Object.values(type.getFields())) {
      const own = graphsOf(field, 'join__field');
      const isEverywhere = own.length === 0 || servers.every((graph) => own.includes(graph));
      const isOfEvents = own.length > 0 ? own.every((graph) => eventGraphs.has(graph)) : servers.length === 0;
      const isIndependent =
        isDeclared(field) || (isDeclared(type) && isEverywhere) || keys.has(field.name) || isOfEvents;
      if (isIndependent && !hasPolicy(field)) fields.add(`${type.name}.${field.name}`);
    }
  }
  return { fields, policied: new Set(types.filter(hasPolicy).map(({ name }) => name)) };
}

/** What the supergraph calls a directive; undefined when it does not have it. */
const directiveName = ({ supergraph }: SupergraphState, identity: string, name: string): string | undefined =>
  supergraph.schema.coreFeatures?.getByIdentity(identity)?.directiveNameInSchema(name);

/** The fields that make an entity what it is, for whomever. */
const keysOf = (type: Documented): ReadonlySet<string> =>
  new Set(
    directivesOn(type, 'join__type')
      .map((join) => argumentOf(join, 'key'))
      .filter((key) => typeof key === 'string')
      .flatMap((key) => selectionsOf(key)),
  );

const selectionsOf = (fieldSet: string): readonly string[] => {
  const [definition] = parse(`{ ${fieldSet} }`).definitions as readonly OperationDefinitionNode[];
  return (definition?.selectionSet.selections ?? []).flatMap(
    (node) => ('name' in node && node.name?.value) || [],
  );
};

/** The subgraphs that an element says it is of. */
const graphsOf = (element: Documented, directive: string): readonly unknown[] =>
  directivesOn(element, directive).map((join) => argumentOf(join, 'graph'));

/** Those that events feed: no resolver is asked. */
function eventGraphsOf({ supergraphSchema }: SupergraphState): ReadonlySet<unknown> {
  const graphs = supergraphSchema.getType('join__Graph');
  const values = isEnumType(graphs) ? graphs.getValues() : [];
  const isFedByEvents = (graph: Documented) =>
    directivesOn(graph, 'join__graph').some((join) =>
      isEventGraph({ name: '', url: String(argumentOf(join, 'url')) }),
    );
  return new Set(values.filter(isFedByEvents).map(({ name }) => name));
}
