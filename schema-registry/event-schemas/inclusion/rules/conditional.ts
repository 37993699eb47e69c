import { type InclusionRule, problemAt, type Question } from '../rule.ts';
import { sameWords } from '../schema-node.ts';

const ID = 'event/conditional';

const conditionOf = ({
  if: condition = true,
  then = true,
  else: otherwise = true,
}: Question['reader']['schema']) => ({
  condition,
  then,
  otherwise,
});

/** `if`, `then`, `else`: proven when the writer says the same. */
export const conditional: InclusionRule = {
  id: ID,
  keywords: ['if'],
  why: 'A condition that is not the same may refuse what was written; what it accepts is not computed.',
  check: (question) => {
    const read = conditionOf(question.reader.schema);
    const isSaid = question.shape.nodes.some(
      ({ schema }) => schema.if !== undefined && sameWords({ ...conditionOf(schema) }, { ...read }),
    );
    if (isSaid) return [];
    return [
      problemAt(
        ID,
        question,
        'if',
        'cannot be proven to meet the condition, which the other schema does not have',
      ),
    ];
  },
};
