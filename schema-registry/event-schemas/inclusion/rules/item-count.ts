import { atLeast, longest } from '../bounds.ts';
import { type InclusionRule, problemAt } from '../rule.ts';

const ID = 'event/item-count';

/** `minItems` and `maxItems`. */
export const itemCount: InclusionRule = {
  id: ID,
  keywords: ['minItems', 'maxItems'],
  type: 'array',
  why: 'A list that is too short or too long is refused.',
  check: (question) => {
    const { minItems = 0, maxItems = Number.POSITIVE_INFINITY } = question.reader.schema;
    const fewest = atLeast(question.shape, 'minItems');
    return [
      ...(fewest < Number(minItems)
        ? [
            problemAt(
              ID,
              question,
              'minItems',
              `${fewest} elements may be written, and ${minItems} is the minimum`,
            ),
          ]
        : []),
      ...(longest(question.shape) > Number(maxItems)
        ? [problemAt(ID, question, 'maxItems', `more elements may be written than ${maxItems}, the maximum`)]
        : []),
    ];
  },
};
