import { PlatformError } from 'platform/errors/errors';
import { createBoundedCache } from 'platform/kernel/bounded-cache';
import type { PersistedQueriesSettings } from '../config/persisted-queries.ts';
import { documentIdOf, sha256Of, withText } from '../operations/document-id.ts';
import type { GatewayPlugin } from './plugin.ts';

/**
 * Automatic persisted queries: a client sends the hash of a document; when it is not known, the document with it.
 * The messages of the two refusals are part of Apollo's protocol: some clients go by them and not by the code.
 */
export function usePersistedQueries(settings: PersistedQueriesSettings): GatewayPlugin {
  const { automatic, maxDocuments, maxDocumentChars } = settings;
  const texts = createBoundedCache<string, string>(maxDocuments);

  function textOf(hash: string): string {
    if (!automatic) throw new PlatformError('PERSISTED_QUERY_NOT_SUPPORTED', 'PersistedQueryNotSupported');
    const text = texts.get(hash);
    if (text === undefined) throw new PlatformError('PERSISTED_QUERY_NOT_FOUND', 'PersistedQueryNotFound');
    return text;
  }

  function register(hash: string, text: string): void {
    if (texts.get(hash) === text) return;
    if (sha256Of(text) !== hash)
      throw new PlatformError('BAD_REQUEST', 'The hash of the persisted query is not that of `query`.');
    if (text.length <= maxDocumentChars) texts.set(hash, text);
  }

  return {
    name: 'persisted-queries',
    onRequest(request) {
      const id = documentIdOf(request);
      if (id === undefined) return request;
      const text = request.query || textOf(id);
      if (automatic) register(id, text);
      return withText(request, text);
    },
  };
}
