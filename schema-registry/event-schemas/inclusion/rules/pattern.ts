import { type InclusionRule, problemAt, shown } from '../rule.ts';
import { said } from '../shapes.ts';

const ID = 'event/pattern';

/** `pattern`: proven when the writer has the very same; which texts two patterns have in common is not computed. */
export const pattern: InclusionRule = {
  id: ID,
  keywords: ['pattern'],
  type: 'string',
  why: 'A text that does not match is refused. Two different patterns cannot be compared, so they count as apart.',
  check: (question) => {
    const read = question.reader.schema.pattern ?? '';
    const written = said(question.shape, 'pattern');
    if (written.includes(read)) return [];
    const texts = written.length > 0 ? `texts like ${written.map(shown).join(' and ')}` : 'any text';
    return [problemAt(ID, question, 'pattern', `${texts} may be written, and ${shown(read)} is expected`)];
  },
};
