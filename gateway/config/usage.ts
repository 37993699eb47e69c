import { z } from 'zod';
import { milliseconds, positive } from './values.ts';

/** Which client asks for what. */
export const usage = z
  .strictObject({
    reportIntervalMs: milliseconds.default(60_000).describe('Between reports.'),
    maxCounts: positive
      .default(10_000)
      .describe(
        'Operations by client that are counted apart between two reports; of others only their number is told.',
      ),
  })
  .prefault({})
  .meta({
    description:
      'Which client (headers `graphql-client-name` and `-version`, or `apollographql-client-…`) asks for what: names and ' +
      'counts, never values. Counted only where the program that starts the gateway gives it somewhere to report to.',
    examples: [{ reportIntervalMs: 300_000 }],
  });

export type UsageSettings = z.infer<typeof usage>;
