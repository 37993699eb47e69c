import { z } from 'zod';

/** What becomes of an operation that asks for too much. */
export const authorisation = z
  .strictObject({
    policies: z
      .string()
      .optional()
      .describe(
        'A module whose default export has a predicate for each policy, by its name. A policy without one refuses.',
      ),
    rejectUnauthorised: z
      .boolean()
      .default(false)
      .describe('Answer with errors alone when a field is refused, instead of with what is allowed.'),
  })
  .prefault({})
  .meta({
    description: '`@authenticated`, `@requiresScopes` and `@policy` are always enforced; this says how.',
    examples: [{ policies: 'policies.ts', rejectUnauthorised: true }],
  });
