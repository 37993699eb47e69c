import { z } from 'zod';
import { liveLimits } from '../live/limits.ts';

const secret = z.string().min(16);

/** Live subscriptions. */
export const live = z
  .strictObject({
    cursorSecrets: z
      .tuple([secret], secret)
      .optional()
      .describe(
        'The first seals cursors and tickets, all open them; the same on every instance. Absent: cursors end with the process.',
      )
      .meta({ writeOnly: true }),
    limits: liveLimits,
  })
  .prefault({})
  .meta({
    description:
      'Live subscriptions (gateway/live/PROTOCOL.md). Event fields need a bus: DATABASE_URL or KAFKA_BROKERS.',
    examples: [{ cursorSecrets: [`\${env.CURSOR_SECRET}`], limits: { maxConnections: 50_000 } }],
  });
