import type { ApolloServerOptionsWithGateway, BaseContext } from '@apollo/server';
import type { DocumentNode } from 'graphql';
import { createBoundedCache } from 'platform/kernel/bounded-cache';

type DocumentStore = NonNullable<ApolloServerOptionsWithGateway<BaseContext>['documentStore']>;

/** Documents that are kept. What is made of one (its plan, its cost, its authorised forms) lives as long as it does. */
export const MAX_DOCUMENTS = 1_000;

/** Characters of a document's AST as JSON; a longer one is parsed at each request, so that few cannot fill the memory. */
export const MAX_DOCUMENT_CHARS = 65_536;

/** Valid documents by the hash of their text, the last used. */
export function createDocumentStore(): DocumentStore {
  const documents = createBoundedCache<string, DocumentNode>(MAX_DOCUMENTS);
  return {
    get: async (hash) => documents.get(hash),
    async set(hash, document) {
      if (JSON.stringify(document).length <= MAX_DOCUMENT_CHARS) documents.set(hash, document);
    },
    delete: async (hash) => documents.delete(hash),
  };
}
