import { isWithin, upperEnd } from '../bounds.ts';
import { type InclusionRule, problemAt } from '../rule.ts';

const ID = 'event/maximum';

/** `maximum` and `exclusiveMaximum`. */
export const maximum: InclusionRule = {
  id: ID,
  keywords: ['maximum', 'exclusiveMaximum'],
  type: 'number',
  why: 'A number that is too large is refused.',
  check: (question) => {
    const { reader, shape } = question;
    const read = upperEnd({ ...shape, nodes: [reader] });
    if (isWithin(upperEnd(shape), read)) return [];
    const keyword = reader.schema.maximum === undefined ? 'exclusiveMaximum' : 'maximum';
    return [
      problemAt(ID, question, keyword, `a number above ${read.value} may be written, and that is the most`),
    ];
  },
};
