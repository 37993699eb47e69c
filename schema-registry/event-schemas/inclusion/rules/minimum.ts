import { isWithin, mirroredLowerEnd } from '../bounds.ts';
import { type InclusionRule, problemAt } from '../rule.ts';

const ID = 'event/minimum';

/** `minimum` and `exclusiveMinimum`. */
export const minimum: InclusionRule = {
  id: ID,
  keywords: ['minimum', 'exclusiveMinimum'],
  type: 'number',
  why: 'A number that is too small is refused.',
  check: (question) => {
    const { reader, shape } = question;
    const written = mirroredLowerEnd(shape);
    const read = mirroredLowerEnd({ ...shape, nodes: [reader] });
    if (isWithin(written, read)) return [];
    const keyword = reader.schema.minimum === undefined ? 'exclusiveMinimum' : 'minimum';
    return [
      problemAt(ID, question, keyword, `a number below ${-read.value} may be written, and that is the least`),
    ];
  },
};
