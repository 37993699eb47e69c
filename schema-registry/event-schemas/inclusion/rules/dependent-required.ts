import { isEmpty } from '../empty.ts';
import { propertyNodes } from '../parts.ts';
import { type InclusionRule, problemAt, type Question } from '../rule.ts';
import { isObject } from '../schema-node.ts';
import { requiredNames, said } from '../shapes.ts';

const ID = 'event/dependent-required';

/** Whether the writer has `name` wherever it has `trigger`. */
function isWritten({ shape }: Question, trigger: string, name: string): boolean {
  const alike = said(shape, 'dependentRequired').some(
    (dependent) => isObject(dependent) && [dependent[trigger]].flat().includes(name),
  );
  return alike || requiredNames(shape).has(name) || isEmpty(propertyNodes(shape.nodes, trigger));
}

/** `dependentRequired`: a property that another one asks for is always written with it. */
export const dependentRequired: InclusionRule = {
  id: ID,
  keywords: ['dependentRequired'],
  type: 'object',
  why: 'An event that has the one property and not the other is refused.',
  check: (question) => {
    const asked = Object.entries(question.reader.schema.dependentRequired ?? {}) as [string, string[]][];
    return asked.flatMap(([trigger, names]) =>
      names
        .filter((name) => !isWritten(question, trigger, name))
        .map((name) =>
          problemAt(
            ID,
            question,
            'dependentRequired',
            `"${trigger}" may be written without "${name}", which it requires`,
          ),
        ),
    );
  },
};
