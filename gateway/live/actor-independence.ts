import { PolicySpecDefinition } from '@apollo/federation-internals';
import {
  type DocumentNode,
  type FieldNode,
  type GraphQLField,
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
 * field comes from the event itself, or is a key, or says so, it or its type, by `@actorIndependent`. What a `@policy` guards never is:
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
  const isOfEvents = eventFields(state);
  const types: readonly GraphQLNamedType[] = Object.values(state.supergraphSchema.getTypeMap());
  const hasPolicy = (element: Documented) => directivesOn(element, policy).length > 0;
  const fields = new Set<string>();
  for (const type of types) {
    if (!isObjectType(type) && !isInterfaceType(type)) continue;
    const isDeclared = directivesOn(type, declared).length > 0;
    const keys = keysOf(type);
    for (const field of Object.values(type.getFields())) {
      const isIndependent =
        isDeclared ||
        keys.has(field.name) ||
        directivesOn(field, declared).length > 0 ||
        isOfEvents(type, field);
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

/** Tells the fields that only event graphs have: their values are the event's. */
function eventFields(state: SupergraphState) {
  const graphs = state.supergraphSchema.getType('join__Graph');
  const eventGraphs = new Set<unknown>(
    (isEnumType(graphs) ? graphs.getValues() : [])
      .filter((value) =>
        directivesOn(value, 'join__graph').some((graph) =>
          isEventGraph({ name: '', url: String(argumentOf(graph, 'url')) }),
        ),
      )
      .map(({ name }) => name),
  );
  const graphsOf = (element: Documented, directive: string) =>
    directivesOn(element, directive).map((join) => argumentOf(join, 'graph'));
  return (type: Documented, field: GraphQLField<unknown, unknown>): boolean => {
    const own = graphsOf(field, 'join__field');
    const owners = own.length > 0 ? own : graphsOf(type, 'join__type');
    return owners.length > 0 && owners.every((graph) => eventGraphs.has(graph));
  };
}
