import { z } from 'zod';
import { headerName, strings } from './values.ts';

/** Of the connection, or of the text of one answer: nothing that another answer could have. */
const OF_ONE_MESSAGE =
  /^(connection|keep-alive|proxy-.*|te|trailer|transfer-encoding|upgrade|content-.*|date|age|etag|last-modified|vary)$/;

const propagatable = headerName.refine(
  (name) => !OF_ONE_MESSAGE.test(name),
  'this header is about one message and cannot be passed on',
);

const rule = z.strictObject({
  propagate: propagatable.describe('A header of the answers of subgraphs that is passed on to the client.'),
  as: propagatable.optional().describe('Its name towards the client. Default: the same.'),
  algorithm: z
    .enum(['first', 'last', 'append'])
    .default('last')
    .describe('Of several answers: the one that came first or last, or all of them with commas between.'),
  subgraphs: strings.optional().describe('Only from these. Default: from all.'),
});

/** What of subgraphs' headers reaches clients. */
export const responseHeaders = z
  .array(rule)
  .default([])
  .meta({
    description:
      'Which headers of subgraphs reach clients; none without a rule. Whatever the algorithm, all of `set-cookie` are ' +
      'passed on, and of `cache-control` the most restrictive: `no-store` when one subgraph fails or says nothing, never ' +
      'for shared caches when the request is of somebody.',
    examples: [
      [
        { propagate: 'cache-control' },
        { propagate: 'set-cookie', subgraphs: ['accounts'] },
        { propagate: 'x-served-by', algorithm: 'append' },
      ],
    ],
  });
