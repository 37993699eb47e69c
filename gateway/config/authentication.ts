import { z } from 'zod';

/** Whose tokens are accepted. */
export const authentication = z
  .strictObject({
    issuer: z.string().describe('`iss` of the tokens that are accepted.'),
    audience: z.string().describe('`aud` of the tokens that are accepted.'),
    jwksUrl: z.url().describe('Where the issuer publishes its keys.'),
    clockToleranceS: z
      .number()
      .min(0)
      .max(300)
      .default(5)
      .describe('Seconds by which the clocks of issuer and gateway may differ.'),
  })
  .optional()
  .meta({
    description:
      'Who callers are: bearer tokens of one issuer. Absent: everybody is anonymous, and protected fields are refused.',
    examples: [
      { issuer: 'https://id.example', audience: 'api', jwksUrl: 'https://id.example/.well-known/jwks.json' },
    ],
  });

/** Who the gateway is to subgraphs. */
export const internalTokens = z
  .strictObject({
    directory: z.string().describe('The folder of the service keys.'),
    service: z.string().default('gateway').describe('The service whose key signs.'),
  })
  .optional()
  .meta({
    description:
      'Short-lived tokens that prove to a subgraph who is asking (`subgraphs.<name>.internalToken`). Absent: none.',
    examples: [{ directory: 'keys' }],
  });
