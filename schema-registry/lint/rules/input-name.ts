import { namedTypeOf, rootFieldsOf } from '../definitions.ts';
import type { LintRule } from '../rule.ts';

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** A mutation takes one argument, `input`, of the type `<Mutation>Input`. */
export const inputName: LintRule = {
  name: 'input-name',
  severity: 'off',
  why: 'One input object can grow without a change of the signature, and its name is known without looking.',
  fix: 'take one argument, `input: <Mutation>Input!`',
  check: ({ document }) =>
    rootFieldsOf(document, 'mutation').flatMap(({ coordinate, field }) => {
      const expected = `${capitalised(field.name.value)}Input`;
      const [input, ...others] = field.arguments ?? [];
      const isNamed = input?.name.value === 'input' && namedTypeOf(input.type) === expected;
      if (isNamed && others.length === 0) return [];
      return [{ coordinate, message: `expected one argument, input: ${expected}!`, node: field.name }];
    }),
};
