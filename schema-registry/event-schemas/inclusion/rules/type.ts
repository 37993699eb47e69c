import { type InclusionRule, problemAt, type Question } from '../rule.ts';

const ID = 'event/type';

/** `type`: every type that may be written is one that is read; an integer is a number. */
export const type: InclusionRule = {
  id: ID,
  keywords: ['type'],
  why: 'A value of a type that is not expected is refused, or is taken for something else.',
  check: (question: Question) => {
    const { reader, shape } = question;
    const read = [reader.schema.type].flat();
    const written = shape.type === 'number' && shape.integer ? 'integer' : shape.type;
    if (read.includes(shape.type) || read.includes(written)) return [];
    return [
      problemAt(ID, question, 'type', `${written} may be written, and ${read.join(' or ')} is expected`),
    ];
  },
};
