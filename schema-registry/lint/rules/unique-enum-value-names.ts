import { isEnumDefinition, typesOf } from '../definitions.ts';
import type { LintRule } from '../rule.ts';

/** The values of an enum differ by more than upper and lower case. */
export const uniqueEnumValueNames: LintRule = {
  name: 'unique-enum-value-names',
  severity: 'error',
  why: 'Generated code of many languages cannot tell such values apart.',
  fix: 'give one of them another name',
  check: ({ document }) =>
    typesOf(document)
      .filter(isEnumDefinition)
      .flatMap(({ name: type, values = [] }) =>
        values
          .filter(({ name }, index) =>
            values
              .slice(0, index)
              .some((earlier) => earlier.name.value.toLowerCase() === name.value.toLowerCase()),
          )
          .map(({ name }) => ({
            coordinate: `${type.value}.${name.value}`,
            message: 'another value differs from it only by case',
            node: name,
          })),
      ),
};
