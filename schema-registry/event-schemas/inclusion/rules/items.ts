import { longest, prefixLength } from '../bounds.ts';
import { isEmpty } from '../empty.ts';
import { elementNodes } from '../parts.ts';
import { type InclusionRule, type Problem, problemAt, type Question } from '../rule.ts';

const ID = 'event/items';

function checkElement(question: Question, index: number): readonly Problem[] {
  const { reader, shape, proof } = question;
  const written = elementNodes(shape.nodes, index);
  if (isEmpty(written)) return [];
  return elementNodes([reader], index).flatMap((read) =>
    read.schema === false
      ? problemAt(ID, question, 'items', `an element may be written at ${index}, and the list ends before`)
      : proof.inside(shape, written, read),
  );
}

/** `items` and `prefixItems`: the element that may be written at each position is accepted there. */
export const items: InclusionRule = {
  id: ID,
  keywords: ['items', 'prefixItems'],
  type: 'array',
  why: 'A list with an element that does not fit, or with more than are declared, is refused.',
  check: (question) => {
    const { reader, shape } = question;
    const alike = Math.max(prefixLength(shape), prefixLength({ nodes: [reader] }));
    const positions = Math.min(alike + 1, longest(shape));
    return Array.from({ length: positions }, (_, index) => index).flatMap((index) =>
      checkElement(question, index),
    );
  },
};
