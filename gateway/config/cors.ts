import { z } from 'zod';
import { headerName } from './values.ts';

const DAY_S = 24 * 60 * 60;

const origin = z
  .string()
  .regex(
    /^(\*|https?:\/\/[a-z0-9*.-]+(:\d+)?)$/,
    'expected an origin such as https://app.example, with * for a part of its name, or * alone',
  );

/** Which pages of other sites may call. */
export const cors = z
  .strictObject({
    origins: z
      .array(origin)
      .describe(
        'Origins of the pages that may call. `*` in a name stands for one part of it; `*` alone for any origin.',
      ),
    credentials: z
      .boolean()
      .default(false)
      .describe('Browsers may send cookies along. Not together with `*` alone.'),
    methods: z
      .array(z.enum(['GET', 'POST']))
      .default(['GET', 'POST'])
      .describe('Methods that may be used.'),
    headers: z
      .array(headerName)
      .optional()
      .describe('Request headers that may be sent. Default: those that the browser asks for.'),
    exposedHeaders: z
      .array(headerName)
      .default(['x-request-id', 'retry-after', 'ratelimit', 'ratelimit-policy'])
      .describe('Response headers that scripts may read.'),
    maxAgeS: z.int().min(0).max(DAY_S).default(3_600).describe('How long a browser need not ask again.'),
  })
  .refine(({ origins, credentials }) => !credentials || !origins.includes('*'), {
    message: 'credentials for any origin would let every site act for its visitors',
  })
  .optional()
  .meta({
    description: 'Pages of other sites whose scripts may call. Absent: none.',
    examples: [
      { origins: ['https://app.example', 'https://*.preview.app.example'], credentials: true },
      { origins: ['*'], headers: ['content-type', 'authorization'] },
    ],
  });

export type CorsSettings = NonNullable<z.infer<typeof cors>>;
