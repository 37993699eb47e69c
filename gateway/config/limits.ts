import { z } from 'zod';
import { milliseconds, positive } from './values.ts';

/** Every bound of a request, with its default. Over one: LIMIT_EXCEEDED, nothing executed. */
export const limits = z
  .strictObject({
    bodyBytes: positive.default(1024 * 1024).describe('Bytes of a request body.'),
    tokens: positive.default(5_000).describe('Lexical tokens of a document; counted before it is parsed.'),
    depth: positive
      .default(20)
      .describe(
        'Levels of fields, through fragments; brackets within each other are bounded by it too, before the document is parsed.',
      ),
    aliases: positive.default(100).describe('Aliases in a document.'),
    rootFields: positive.default(50).describe('Fields at the root of an operation.'),
    complexity: positive
      .default(5_000)
      .describe('Fields that an operation selects, those of a fragment wherever it is spread.'),
    directives: positive.default(100).describe('Directives in a document.'),
    listItems: positive.default(1_000).describe('Items of one list in arguments or variables.'),
    batchSize: positive
      .default(1)
      .describe(
        'Requests in one HTTP request, which are then a list, and run at the same time. 1: no lists.',
      ),
    responseBytes: positive
      .default(16 * 1024 * 1024)
      .describe(
        'Bytes of an answer, also of one event. A longer one is an error without data, though it was executed.',
      ),
    requestTimeoutMs: milliseconds.default(30_000).describe('From the first byte of a request to its last.'),
  })
  .prefault({})
  .meta({
    description:
      'Bounds of a request, checked before anything expensive is done with it. Over one: `LIMIT_EXCEEDED`, which names ' +
      'it, and nothing is executed. Not configured: 10,000 selections after fragments are put in place, 64 levels of ' +
      'variables.',
    examples: [{ depth: 12, bodyBytes: 262_144 }],
  });

export type RequestLimits = z.infer<typeof limits>;
