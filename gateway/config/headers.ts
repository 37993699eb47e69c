import { z } from 'zod';
import type { HeaderRule } from '../data-source/headers.ts';
import { headerName, strings } from './values.ts';

const subgraphs = strings.optional().describe('Only to these. Default: to all.');

const rule: z.ZodType<HeaderRule> = z.union([
  z.strictObject({
    propagate: headerName.describe('An incoming header that is passed on.'),
    as: headerName.optional().describe('Its name towards the subgraph. Default: the same.'),
    default: z.string().optional().describe('Sent when the request has no such header.'),
    subgraphs,
  }),
  z.strictObject({
    insert: headerName.describe('A header that is always sent.'),
    value: z.string().describe('Its value.').meta({ writeOnly: true }),
    subgraphs,
  }),
]);

/** What is sent on to subgraphs. */
export const headers = z
  .array(rule)
  .default([])
  .meta({
    description:
      'What is sent on to subgraphs over HTTP: each rule propagates a header of the request or inserts one; of rules ' +
      'for the same header the last wins. Nothing of a request is sent on without a rule.',
    examples: [
      [
        { propagate: 'accept-language', default: 'en' },
        { propagate: 'authorization', subgraphs: ['legacy'] },
        { insert: 'x-api-key', value: `\${env.LEGACY_API_KEY}`, subgraphs: ['legacy'] },
      ],
    ],
  });
