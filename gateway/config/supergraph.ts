import { z } from 'zod';
import { milliseconds } from './values.ts';

/** How the supergraph is followed. */
export const supergraph = z
  .strictObject({
    pollIntervalMs: milliseconds.default(10_000).describe('Between looks at a supergraph URL.'),
  })
  .prefault({})
  .meta({
    description: 'How the supergraph is followed. A file is looked at every half second.',
    examples: [{ pollIntervalMs: 30_000 }],
  });
