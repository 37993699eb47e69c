import { createHash } from 'node:crypto';
import { PlatformError } from 'platform/errors/errors';
import type { GraphQLRequest } from '../http/request.ts';

const SHA256_PREFIX = 'sha256:';
const PERSISTED_QUERY_VERSION = 1;

/**
 * What a request names its document by: a SHA-256 as 64 hexadecimal digits, or an id of somebody's own. Two ways to say
 * it: `documentId` ("sha256:…" or an own id; GraphQL over HTTP, persisted documents) and
 * `extensions.persistedQuery { version: 1, sha256Hash }` (Apollo). Throws BAD_REQUEST when it is neither.
 */
export function documentIdOf({ documentId, extensions }: GraphQLRequest): string | undefined {
  if (documentId !== undefined)
    return documentId.startsWith(SHA256_PREFIX) ? documentId.slice(SHA256_PREFIX.length) : documentId;
  const persisted = extensions?.persistedQuery;
  if (persisted === undefined || persisted === null) return undefined;
  const { version, sha256Hash } = persisted as { readonly version?: unknown; readonly sha256Hash?: unknown };
  if (version === PERSISTED_QUERY_VERSION && typeof sha256Hash === 'string') return sha256Hash;
  throw new PlatformError('BAD_REQUEST', '`persistedQuery` must have `version: 1` and a `sha256Hash`.');
}

/** The request with its document in the place of what named it. */
export const withText = ({ operationName, variables }: GraphQLRequest, query: string): GraphQLRequest => ({
  query,
  operationName,
  variables,
});

export const sha256Of = (text: string): string => createHash('sha256').update(text).digest('hex');
