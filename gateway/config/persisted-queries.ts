import { z } from 'zod';
import { positive } from './values.ts';

/** Documents that clients register by their hash. */
export const persistedQueries = z
  .strictObject({
    automatic: z
      .boolean()
      .default(true)
      .describe(
        'Clients may send the hash of a document, and the document itself only when it is asked for.',
      ),
    maxDocuments: positive.default(1_000).describe('Documents that are kept: those that were used last.'),
    maxDocumentChars: positive
      .default(65_536)
      .describe('A longer document is executed, but not kept: its hash is never known.'),
  })
  .prefault({})
  .meta({
    description:
      "Automatic persisted queries, by Apollo's protocol (`extensions.persistedQuery`) or by `documentId: " +
      'sha256:…`, kept in memory.',
    examples: [{ automatic: false }, { maxDocuments: 10_000, maxDocumentChars: 10_000 }],
  });

export type PersistedQueriesSettings = z.infer<typeof persistedQueries>;
