import { z } from 'zod';
import { positive } from './values.ts';

/**
 * The default maximum is for supergraphs that say nothing of their lists: five nested ones of the assumed size are let
 * through. Where `@listSize` says how long they are, a tenth or a hundredth of it does.
 */
export const cost = z
  .strictObject({
    maximum: positive
      .default(1_000_000)
      .describe('Static cost of one operation. Over it: COST_LIMIT_EXCEEDED.'),
    defaultListSize: positive.default(10).describe('Assumed size of a list without `@listSize`.'),
    expose: z.boolean().default(true).describe('Answers carry `extensions.cost`.'),
  })
  .prefault({})
  .meta({
    description: 'What an operation may cost, by `@cost` and `@listSize`.',
    examples: [{ maximum: 5_000, expose: false }],
  });

export type CostSettings = z.infer<typeof cost>;
