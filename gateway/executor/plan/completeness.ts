import {
  type GraphQLCompositeType,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isUnionType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { PlatformError } from 'platform/errors/errors';
import { present } from 'platform/kernel/assert';
import { fragmentOf, type Selections } from '../shape/fields.ts';

/** Whether a plan brings something to a place, by the response names that lead there. */
export type Brings = (names: readonly string[]) => boolean;

/**
 * Fails with OPERATION_UNRESOLVABLE for an operation that is not all in its plan. The planner leaves out what no
 * subgraph can have, such as an object of an interface that has no types in the subgraph it comes from; the object
 * would be null without a word, or the one around it. Under a type condition it may leave out what it likes: there it
 * knows that no object of the type comes.
 */
export function assertComplete(
  document: Selections,
  { operation, selectionSet }: OperationDefinitionNode,
  brings: Brings,
): void {
  const { schema } = document;
  check(present(schema.getRootType(operation), 'a valid operation has a root type'), selectionSet, []);

  function check(
    parent: GraphQLCompositeType,
    { selections }: SelectionSetNode,
    names: readonly string[],
  ): void {
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) {
        const name = selection.name.value;
        if (name.startsWith('__') || isUnionType(parent)) continue;
        const here = [...names, selection.alias?.value ?? name];
        if (!brings(here)) throw unresolvable(`${parent.name}.${name}`);
        const type = getNamedType(parent.getFields()[name]?.type);
        if (selection.selectionSet && isCompositeType(type)) check(type, selection.selectionSet, here);
      } else {
        const { typeCondition, selectionSet } = fragmentOf(document, selection);
        if (isSure(parent, typeCondition?.name.value)) check(parent, selectionSet, names);
      }
    }
  }

  /** True when every object of the type fulfils the condition. */
  function isSure(parent: GraphQLCompositeType, condition: string | undefined): boolean {
    if (condition === undefined || condition === parent.name) return true;
    const wider = schema.getType(condition);
    return isAbstractType(wider) && !isUnionType(parent) && schema.isSubType(wider, parent);
  }
}

const unresolvable = (coordinate: string): PlatformError =>
  new PlatformError('OPERATION_UNRESOLVABLE', `No subgraph can give ${coordinate} where it is asked for.`);
