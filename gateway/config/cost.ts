import { z } from 'zod';
import { positive } from './values.ts';

/**
 * The default maximum lets a client page through a connection (first: 100) with a handful of objects on each node
 * (about 1,000) or one more list below (about 5,000), and stops three nested lists of 100.
 */
export const cost = z
  .strictObject({
    maximum: positive.default(10_000).describe('Static cost of one operation. Over it: COST_LIMIT_EXCEEDED.'),
    defaultListSize: positive.default(10).describe('Assumed size of a list without `@listSize`.'),
    expose: z.boolean().default(true).describe('Answers carry `extensions.cost`.'),
  })
  .prefault({})
  .meta({
    description: 'What an operation may cost, by `@cost` and `@listSize`.',
    examples: [{ maximum: 5_000, expose: false }],
  });

export type CostSettings = z.infer<typeof cost>;
