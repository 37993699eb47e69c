import type { IncomingMessage } from 'node:http';
import proxyAddr from '@fastify/proxy-addr';

/** Where a request came from. */
export type ClientAddressOf = (request: IncomingMessage) => string | undefined;

/**
 * The address that is connected, or, when it is a trusted proxy's, the last one in `X-Forwarded-For` that is none: what
 * stands before it may have been made up.
 */
export function createClientAddressOf(trustedProxies: readonly string[]): ClientAddressOf {
  const trusts = proxyAddr.compile([...trustedProxies]);
  return (request) => proxyAddr(request, trusts);
}
