import canonicalize from 'canonicalize';
import { CompactSign, compactVerify } from 'jose';
import type { ServiceKey, TrustedKeys } from './service-keys.ts';

/**
 * Signs a statement as one of our services: a compact JWS (RFC 7515) of its RFC 8785 canonical form. `type` is the
 * header's `typ`, so that a signature under one kind of statement is none under another.
 *
 * @example await signStatement(key, 'command+jws', { id, type, tenant });
 */
export function signStatement(key: ServiceKey, type: string, statement: object): Promise<string> {
  return new CompactSign(new TextEncoder().encode(canonicalize(statement)))
    .setProtectedHeader({ alg: 'EdDSA', kid: key.name, typ: type })
    .sign(key.privateKey);
}

/** The statement that the service `signer` signed as one of that type; undefined for anything else. */
export async function signedStatement(
  trusted: TrustedKeys,
  type: string,
  signer: string,
  jws: string,
): Promise<unknown> {
  try {
    const { payload, protectedHeader } = await compactVerify(jws, trusted, { algorithms: ['EdDSA'] });
    const holds = protectedHeader.typ === type && protectedHeader.kid === signer;
    return holds ? JSON.parse(new TextDecoder().decode(payload)) : undefined;
  } catch {
    return undefined;
  }
}
