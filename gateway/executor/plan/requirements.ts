import {
  baseType,
  isInterfaceType,
  isObjectType,
  type Schema,
  type Supergraph,
} from '@apollo/federation-internals';
import { Kind, print, type SelectionNode, type SelectionSetNode } from 'graphql';
import type { SupergraphState } from '../../supergraph/state.ts';
import { selectionSetOf } from './required-arguments.ts';

/** What the fields of a supergraph, as it is planned on, require of other subgraphs before they can be asked for. */
export interface Requirements {
  /** What a subgraph must be given of an object, beside a key, before it can be asked for the field. */
  of(subgraph: string, type: string, field: string): SelectionSetNode | undefined;
  /** What the field requires in any subgraph and all that this requires in turn; undefined when that is no more. */
  inTurn(type: string, field: string): SelectionSetNode | undefined;
}

interface Requirement {
  readonly subgraph: string;
  readonly required: SelectionSetNode;
}

/** By `Type.field`. */
type Direct = ReadonlyMap<string, readonly Requirement[]>;

const known = new WeakMap<SupergraphState, Requirements>();

export function requirementsOf(state: SupergraphState): Requirements {
  const requirements = known.get(state) ?? createRequirements(state.planned);
  known.set(state, requirements);
  return requirements;
}

function createRequirements(planned: Supergraph): Requirements {
  const direct = readRequirements(planned);
  const inTurn = new Map<string, SelectionSetNode>();
  for (const [coordinate, requirements] of direct) {
    const [type = ''] = coordinate.split('.');
    const own = setOf(requirements.flatMap(({ required }) => required.selections));
    const all = setOf(withRequired(planned.schema, direct, own, type, new Set([coordinate])));
    if (print(all) !== print(own)) inTurn.set(coordinate, all);
  }
  return {
    of: (subgraph, type, field) =>
      direct.get(`${type}.${field}`)?.find((requirement) => requirement.subgraph === subgraph)?.required,
    inTurn: (type, field) => inTurn.get(`${type}.${field}`),
  };
}

function readRequirements(planned: Supergraph): Direct {
  const subgraphs = new Map(
    [...planned.subgraphNameToGraphEnumValue()].map(([name, graph]) => [graph, name]),
  );
  const direct = new Map<string, Requirement[]>();
  for (const type of planned.schema.types()) {
    if (!isObjectType(type) && !isInterfaceType(type)) continue;
    for (const field of type.fields())
      for (const directive of field.appliedDirectivesOf('join__field')) {
        const { graph = '', requires } = directive.arguments() as { graph?: string; requires?: string };
        if (!requires) continue;
        const requirements = direct.get(field.coordinate) ?? [];
        requirements.push({ subgraph: subgraphs.get(graph) ?? '', required: selectionSetOf(requires) });
        direct.set(field.coordinate, requirements);
      }
  }
  return direct;
}

const setOf = (selections: readonly SelectionNode[]): SelectionSetNode => ({
  kind: Kind.SELECTION_SET,
  selections,
});

/** Selections, and beside each field what it requires itself. */
function withRequired(
  schema: Schema,
  direct: Direct,
  { selections }: SelectionSetNode,
  type: string,
  seen: ReadonlySet<string>,
): readonly SelectionNode[] {
  return selections.flatMap((selection): readonly SelectionNode[] => {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return [selection];
    const isField = selection.kind === Kind.FIELD;
    const inner = isField
      ? fieldType(schema, type, selection.name.value)
      : (selection.typeCondition?.name.value ?? type);
    const selectionSet =
      selection.selectionSet && setOf(withRequired(schema, direct, selection.selectionSet, inner, seen));
    const own = { ...selection, ...(selectionSet && { selectionSet }) } as SelectionNode;
    const coordinate = isField ? `${type}.${selection.name.value}` : '';
    if (seen.has(coordinate)) return [own];
    const required = direct.get(coordinate) ?? [];
    const now = new Set([...seen, coordinate]);
    return [own, ...required.flatMap((one) => withRequired(schema, direct, one.required, type, now))];
  });
}

function fieldType(schema: Schema, typeName: string, fieldName: string): string {
  const type = schema.type(typeName);
  const field = type && (isObjectType(type) || isInterfaceType(type)) ? type.field(fieldName) : undefined;
  return field?.type ? baseType(field.type).name : '';
}
