import {
  type FieldNode,
  type GraphQLField,
  type GraphQLNamedOutputType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  type SelectionSetNode,
} from 'graphql';
import { present } from 'platform/kernel/assert';
import type { BooleanVariable } from '../../operations/conditions.ts';
import type { InlinedOperation } from '../../operations/inline-fragments.ts';
import {
  type Amount,
  atLeastZero,
  largest,
  type Numbers,
  otherwise,
  resolved,
  sum,
  times,
} from './amount.ts';
import { type ArgumentAmounts, createArgumentAmounts } from './argument-amounts.ts';
import { collectFields } from './collect-fields.ts';
import type { CostRules } from './cost-rules.ts';
import { costOfInput } from './input-cost.ts';
import { type AnnouncedSize, announcedBelow, announcedFor, expectedSize } from './list-size.ts';
import { type Instances, type Measure, measureField, measureFields } from './measure.ts';

export interface CostContext {
  readonly schema: GraphQLSchema;
  readonly rules: CostRules;
  /** Of a list that nobody says a size of. */
  readonly defaultListSize: number;
}

/** The cost of an operation as a function of its variables, and of what came of it. */
export interface CompiledCost extends Pick<ArgumentAmounts, 'variables' | 'numbersOf'> {
  /** By the assumed sizes of lists. */
  estimate(numbers: Numbers): number;
  /** By the answer's data. */
  measure(data: unknown, numbers: Numbers): number;
}

type Field = GraphQLField<unknown, unknown>;

/** What is selected below an object. */
type Below = Pick<Instances, 'estimate' | 'measure'>;

const NOTHING: Below = { estimate: 0, measure: undefined };

/**
 * Walks the fields of an operation that are executed when its conditions have these values. A field that is selected
 * twice is executed once and counts once. Where several types can stand, each is looked at by its own rules.
 * Throws BAD_USER_INPUT as `expectedSize` does; so does `numbersOf`, where variables decide.
 */
export function compileCost(
  { schema, rules, defaultListSize }: CostContext,
  operation: InlinedOperation,
  isTrue: BooleanVariable,
): CompiledCost {
  const args = createArgumentAmounts();
  const idOf = createNodeIds();
  /** Equal selections on equal types are one, or types times types on the way down would grow without bound. */
  const known = new Map<string, Below>();

  function belowObject(
    type: GraphQLObjectType,
    nodes: readonly FieldNode[],
    around: readonly AnnouncedSize[],
  ): Below {
    const key = [type.name, ...nodes.map(idOf), ...around.map(({ from }) => from)].join();
    const sets = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
    const below = known.get(key) ?? fieldsOf(type, sets, around);
    known.set(key, below);
    return below;
  }

  function fieldsOf(
    type: GraphQLObjectType,
    sets: readonly SelectionSetNode[],
    around: readonly AnnouncedSize[],
  ): Below {
    const estimates: Amount[] = [];
    const measures: [string, Measure][] = [];
    for (const [name, nodes] of collectFields(schema, type, sets, isTrue)) {
      const { estimate, measure } = costOfField(type, nodes, around);
      estimates.push(estimate);
      if (measure) measures.push([name, measure]);
    }
    return { estimate: sum(estimates), measure: measureFields(measures) };
  }

  function costOfField(
    type: GraphQLObjectType,
    nodes: readonly FieldNode[],
    around: readonly AnnouncedSize[],
  ): Below {
    const [node] = nodes as readonly [FieldNode];
    const field = present(type.getFields()[node.name.value], 'a valid operation selects what is there');
    const coordinate = `${type.name}.${field.name}`;
    const rule = rules.listSizeOf(coordinate);
    const own = rule
      ? args.amount(field, node, (given) => expectedSize(rule, field.name, given))
      : Number.NaN;
    const announced = rule?.sizedFields.size
      ? [{ size: own, fields: rule.sizedFields, from: coordinate }]
      : [];
    const kinds = kindsOf(getNamedType(field.type), rules.weightOfField(coordinate), (object) =>
      belowObject(object, nodes, [...announced, ...announcedBelow(field.name, around)]),
    );
    const inputs = inputsOf(field, node, coordinate);
    const depth = listDepth(field.type);
    const size = otherwise(announcedFor(field.name, around), otherwise(own, defaultListSize));
    return {
      estimate: estimateField(kinds, inputs, depth > 0 ? size : 1),
      measure: measureField(kinds, inputs, depth),
    };
  }

  function kindsOf(
    returned: GraphQLNamedOutputType,
    weight: number | undefined,
    below: (type: GraphQLObjectType) => Below,
  ): readonly Instances[] {
    const types = isAbstractType(returned) ? schema.getPossibleTypes(returned) : [returned];
    return types.map((type) => ({
      typeName: type.name,
      weight: weight ?? rules.weightOfType(type),
      ...(isObjectType(type) ? below(type) : NOTHING),
    }));
  }

  function inputsOf(field: Field, node: FieldNode, coordinate: string): Amount {
    const costly = field.args.filter((input) => {
      const type = getNamedType(input.type);
      const weight = rules.weightOfInput(input, coordinate) ?? rules.weightOfType(type);
      return weight !== 0 || isInputObjectType(type);
    });
    if (costly.length === 0) return 0;
    return args.amount(field, node, (given) =>
      costly.reduce((total, input) => total + costOfInput(rules, input, coordinate, given[input.name]), 0),
    );
  }

  const root = present(schema.getRootType(operation.operation), 'a valid operation has a root type');
  const { estimate, measure } = fieldsOf(root, [operation.selectionSet], []);
  return {
    variables: args.variables,
    numbersOf: args.numbersOf,
    estimate: (numbers) => resolved(estimate, numbers),
    measure: (data, numbers) => (data == null ? 0 : (measure?.(data, numbers) ?? 0)),
  };
}

/** A field costs its arguments once, and itself with what is below it as often as its list is long. */
const estimateField = (kinds: readonly Instances[], inputs: Amount, size: Amount): Amount =>
  largest(
    kinds.map(({ weight, estimate }) =>
      sum([atLeastZero(sum([times(size, weight), inputs])), times(size, estimate)]),
    ),
  );

function listDepth(type: GraphQLOutputType): number {
  if (isNonNullType(type)) return listDepth(type.ofType);
  return isListType(type) ? 1 + listDepth(type.ofType) : 0;
}

function createNodeIds(): (node: FieldNode) => number {
  const ids = new Map<FieldNode, number>();
  return (node) => {
    const id = ids.get(node) ?? ids.size;
    ids.set(node, id);
    return id;
  };
}
