import { isInterfaceType, isObjectType, type Supergraph } from '@apollo/federation-internals';
import type { SelectionSetNode } from 'graphql';
import type { SupergraphState } from '../../supergraph/state.ts';
import { selectionSetOf } from './required-arguments.ts';

/** What the fields of a supergraph, as it is planned on, require of other subgraphs before they can be asked for. */
export interface Requirements {
  /** What a subgraph must be given of an object, beside a key, before it can be asked for the field. */
  of(subgraph: string, type: string, field: string): SelectionSetNode | undefined;
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
  return {
    of: (subgraph, type, field) =>
      direct.get(`${type}.${field}`)?.find((requirement) => requirement.subgraph === subgraph)?.required,
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
