import { Kind } from 'graphql';
import { namedTypeOf, rootFieldsOf, typesOf } from '../definitions.ts';
import type { LintRule } from '../rule.ts';

const BUILT_IN = ['ID', 'String', 'Int', 'Float', 'Boolean'];

/** A mutation answers with an object or a union. */
export const noScalarResultTypeOnMutation: LintRule = {
  name: 'no-scalar-result-type-on-mutation',
  severity: 'off',
  why: 'A scalar has no room for what changed, nor for a reason why nothing did.',
  fix: 'answer with an object, or a union of an outcome and refusals',
  check: ({ document }) => {
    const scalars = typesOf(document).filter(({ kind }) => kind === Kind.SCALAR_TYPE_DEFINITION);
    const names = new Set([...BUILT_IN, ...scalars.map(({ name }) => name.value)]);
    return rootFieldsOf(document, 'mutation')
      .filter(({ field }) => names.has(namedTypeOf(field.type)))
      .map(({ coordinate, field }) => ({
        coordinate,
        message: `${namedTypeOf(field.type)} is a scalar`,
        node: field.type,
      }));
  },
};
