import { type InclusionRule, problemAt } from '../rule.ts';

const ID = 'event/unproven';

const KEYWORDS = [
  '$dynamicRef',
  '$recursiveRef',
  'additionalItems',
  'dependencies',
  'dependentSchemas',
  'unevaluatedItems',
  'unevaluatedProperties',
];

/** Keywords whose meaning depends on more than their schema, or is of another draft: nothing is proven of them. */
export const unproven: InclusionRule = {
  id: ID,
  keywords: KEYWORDS,
  why: 'What cannot be proven to be compatible counts as incompatible.',
  check: (question) =>
    KEYWORDS.filter((keyword) => question.reader.schema[keyword] !== undefined).map((keyword) =>
      problemAt(ID, question, keyword, `nothing can be proven of ${keyword}`),
    ),
};
