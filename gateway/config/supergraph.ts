import { z } from 'zod';
import { milliseconds } from './values.ts';

/** How the supergraph is followed. */
export const supergraph = z
  .strictObject({
    pollIntervalMs: milliseconds.default(10_000).describe('Between looks at a supergraph URL.'),
    warmOperations: z
      .int()
      .min(0)
      .max(10_000)
      .default(200)
      .describe(
        'Operations, of those that are asked for most, that are planned before a new one takes over.',
      ),
    warmTimeoutMs: milliseconds.default(10_000).describe('How long a new one waits for that at the most.'),
  })
  .prefault({})
  .meta({
    description: 'How the supergraph is followed. A file is looked at every half second.',
    examples: [{ pollIntervalMs: 30_000, warmOperations: 500 }],
  });
