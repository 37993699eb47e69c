import {
  type FieldNode,
  type GraphQLField,
  type GraphQLOutputType,
  type GraphQLSchema,
  getArgumentValues,
  isListType,
  isNonNullType,
  Kind,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { badInput } from 'platform/errors/errors';
import type { InlinedOperation } from '../../operations/inline-fragments.ts';
import type { CostRules, ListSizeRule } from './cost-rules.ts';

/** How many times each field of an operation counts: 1, or the assumed size of its list. */
export type ListSizes = ReadonlyMap<FieldNode, number>;

/** What the field around says of the sizes of its `sizedFields`. */
interface Announced {
  readonly size: number;
  readonly fields: readonly string[];
}

/**
 * The pass before costing: a `@listSize` speaks of fields below it, and an estimator sees no parent. Throws
 * BAD_USER_INPUT when a field asks for exactly one slicing argument and has another number of them.
 */
export function listSizes(
  schema: GraphQLSchema,
  rules: CostRules,
  operation: InlinedOperation,
  variables: Readonly<Record<string, unknown>>,
  defaultSize: number,
): ListSizes {
  const sizes = new Map<FieldNode, number>();
  const around: (Announced | undefined)[] = [];
  const types = new TypeInfo(schema);
  const visitor = {
    enter(node: FieldNode) {
      const field = types.getFieldDef();
      const rule = rules.listSizeOf(`${types.getParentType()?.name}.${node.name.value}`);
      const size = field && rule ? expectedSize(rule, field, node, variables) : undefined;
      const announced = around.at(-1);
      const given = announced?.fields.includes(node.name.value) ? announced.size : size;
      sizes.set(node, field && isList(field.type) ? (given ?? defaultSize) : 1);
      around.push(size !== undefined && rule ? { size, fields: rule.sizedFields } : undefined);
    },
    leave: () => void around.pop(),
  };
  visit(operation, visitWithTypeInfo(types, { [Kind.FIELD]: visitor }));
  return sizes;
}

const isList = (type: GraphQLOutputType): boolean => isListType(isNonNullType(type) ? type.ofType : type);

/** The largest slicing argument, else the assumed size. */
function expectedSize(
  { slicingArguments, requireOneSlicingArgument, assumedSize }: ListSizeRule,
  field: GraphQLField<unknown, unknown>,
  node: FieldNode,
  variables: Readonly<Record<string, unknown>>,
): number | undefined {
  if (slicingArguments.length === 0) return assumedSize;
  const values = getArgumentValues(field, node, variables as Record<string, unknown>);
  const slices = slicingArguments.map((name) => values[name]).filter((value) => value != null);
  if (requireOneSlicingArgument && slices.length !== 1)
    throw badInput(`${field.name} takes exactly one of ${slicingArguments.join(', ')}.`, [field.name]);
  const numbers = slices.filter((value) => typeof value === 'number');
  return numbers.length > 0 ? Math.max(0, ...numbers) : assumedSize;
}
