import { longest } from '../bounds.ts';
import { type InclusionRule, problemAt } from '../rule.ts';
import { said } from '../shapes.ts';

const ID = 'event/unique-items';

/** `uniqueItems`: elements that must differ were written so. */
export const uniqueItems: InclusionRule = {
  id: ID,
  keywords: ['uniqueItems'],
  type: 'array',
  why: 'A list in which an element comes twice is refused.',
  check: (question) => {
    const { reader, shape } = question;
    const isUnique = said(shape, 'uniqueItems').includes(true) || longest(shape) <= 1;
    if (reader.schema.uniqueItems !== true || isUnique) return [];
    return [problemAt(ID, question, 'uniqueItems', 'an element may be written twice, and all must differ')];
  },
};
