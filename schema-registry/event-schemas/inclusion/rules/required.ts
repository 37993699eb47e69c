import { type InclusionRule, problemAt } from '../rule.ts';
import { requiredNames } from '../shapes.ts';

const ID = 'event/required';

/** `required`: what is read must always have been written. */
export const required: InclusionRule = {
  id: ID,
  keywords: ['required'],
  type: 'object',
  why: 'An event without a property that is required is refused.',
  check: (question) => {
    const written = requiredNames(question.shape);
    return [question.reader.schema.required]
      .flat()
      .filter((name) => !written.has(String(name)))
      .map((name) => problemAt(ID, question, 'required', `"${name}" may be absent, and it is required`));
  },
};
