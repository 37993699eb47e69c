import { type InclusionRule, problemAt, shown } from '../rule.ts';

const ID = 'event/enum';

/** `enum` and `const`, where what may be written cannot be counted: it can be, and then each value is tried. */
export const enumeration: InclusionRule = {
  id: ID,
  keywords: ['enum', 'const'],
  why: 'A value that is not one of those listed is refused.',
  check: (question) => {
    const { enum: listed, const: only } = question.reader.schema;
    const keyword = listed === undefined ? 'const' : 'enum';
    const message = `any ${question.shape.type} may be written, and only ${shown(listed ?? only)} is expected`;
    return [problemAt(ID, question, keyword, message)];
  },
};
