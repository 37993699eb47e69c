import { atLeast, atMost } from '../bounds.ts';
import { type InclusionRule, problemAt } from '../rule.ts';

const ID = 'event/length';

/** `minLength` and `maxLength`. */
export const length: InclusionRule = {
  id: ID,
  keywords: ['minLength', 'maxLength'],
  type: 'string',
  why: 'A text that is too short or too long is refused, or cut.',
  check: (question) => {
    const { minLength = 0, maxLength = Number.POSITIVE_INFINITY } = question.reader.schema;
    const least = atLeast(question.shape, 'minLength');
    return [
      ...(least < Number(minLength)
        ? [
            problemAt(
              ID,
              question,
              'minLength',
              `${least} characters may be written, and ${minLength} is the minimum`,
            ),
          ]
        : []),
      ...(atMost(question.shape, 'maxLength') > Number(maxLength)
        ? [
            problemAt(
              ID,
              question,
              'maxLength',
              `more characters may be written than ${maxLength}, the maximum`,
            ),
          ]
        : []),
    ];
  },
};
