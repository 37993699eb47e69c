import { z } from 'zod';

/** The documents that clients were published with. */
export const trustedDocuments = z
  .strictObject({
    mode: z
      .enum(['off', 'log', 'enforce'])
      .default('off')
      .describe(
        'What becomes of other documents: served (`off`), served and logged (`log`), refused (`enforce`).',
      ),
    manifest: z
      .string()
      .optional()
      .describe('The file of the trusted documents, looked at every 5 s. Absent: there are none.'),
  })
  .prefault({})
  .refine(({ mode, manifest }) => mode === 'off' || manifest !== undefined, {
    message: 'a manifest is needed in this mode',
  })
  .meta({
    description:
      'Documents that clients were published with, served by their ids (`documentId`, or `extensions.persistedQuery`). ' +
      "The manifest has Apollo's form (`apollo-persisted-query-manifest`) or is a map of documents by id. Limits, access " +
      'rules, cost and budgets hold for trusted documents too. A document that no longer fits the supergraph, or costs ' +
      'more than the maximum, is logged when the manifest or the supergraph is loaded.',
    examples: [{ mode: 'enforce', manifest: 'clients/persisted-documents.json' }],
  });

export type TrustedDocumentsSettings = z.infer<typeof trustedDocuments>;
