import { isEmpty } from '../empty.ts';
import { type InclusionRule, problemAt } from '../rule.ts';
import { below, sameWords } from '../schema-node.ts';
import { said } from '../shapes.ts';

const ID = 'event/not';

/** `not`: proven when the writer says the same, or can write nothing that is excluded. */
export const not: InclusionRule = {
  id: ID,
  keywords: ['not'],
  why: 'A value that is excluded is refused.',
  check: (question) => {
    const { reader, shape } = question;
    const excluded = below(reader, 'not');
    const isSaid = said(shape, 'not').some((written) => sameWords(written, reader.schema.not ?? false));
    if (!excluded || isSaid || isEmpty([...shape.nodes, excluded])) return [];
    return [problemAt(ID, question, 'not', 'cannot be proven to write nothing of what is excluded')];
  },
};
