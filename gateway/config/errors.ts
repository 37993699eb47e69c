import { z } from 'zod';
import { strings } from './values.ts';

/** What of a subgraph's errors reaches the client. */
export const errors = z
  .strictObject({
    exposeSubgraphMessages: z
      .union([z.boolean(), strings])
      .default(false)
      .describe('Subgraphs whose error messages are shown whatever their code; true: all.'),
  })
  .prefault({})
  .meta({
    description:
      "Errors with one of the gateway's codes (docs/errors.md) are shown, all others are masked and logged.",
    examples: [{ exposeSubgraphMessages: ['products'] }],
  });
