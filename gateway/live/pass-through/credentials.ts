import type { Actor } from 'platform/auth/actor';
import type { InternalTokenIssuer } from 'platform/auth/internal-tokens';
import type { GatewayContext } from '../../context.ts';

export interface CredentialsOptions {
  readonly headersFor: (context: GatewayContext) => Record<string, string>;
  /** Only for subgraphs of ours: proves to it who is asking, by a token that is good for it alone. */
  readonly internalTokens?: { readonly issuer: InternalTokenIssuer; readonly audience: string } | undefined;
}

/** What a subgraph is told of who is asking. */
export interface Credentials {
  readonly headers: Readonly<Record<string, string>>;
  /** The same for requests that may share a connection. */
  readonly key: string;
}

/** The headers that a fetch has: those of the rules, and the internal token, which wins. */
export async function credentialsOf(
  { headersFor, internalTokens }: CredentialsOptions,
  context: GatewayContext,
): Promise<Credentials> {
  const headers = headersFor(context);
  const { actor } = context;
  if (!internalTokens || !actor) return { headers, key: JSON.stringify(headers) };
  const token = await internalTokens.issuer.tokenFor(internalTokens.audience, actor);
  // Internal tokens are made anew all the time; a connection stays its actor's.
  const key = JSON.stringify([headers, keyOf(actor)]);
  return { headers: { ...headers, authorization: `Bearer ${token}` }, key };
}

const keyOf = ({ tenantId, kind, id, scopes, roles = new Set(), tokenId }: Actor): unknown => [
  tenantId,
  kind,
  id,
  [...scopes].sort(),
  [...roles].sort(),
  tokenId,
];
