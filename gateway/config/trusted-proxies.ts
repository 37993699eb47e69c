import proxyAddr from '@fastify/proxy-addr';
import { z } from 'zod';

/** Whose word is taken for where a request came from. */
export const trustedProxies = z
  .array(z.string().refine(isAddress, 'expected an address, a network, loopback, linklocal or uniquelocal'))
  .default([])
  .meta({
    description:
      'Addresses or networks of proxies whose `X-Forwarded-For` says where a request came from; also `loopback`, ' +
      '`linklocal`, `uniquelocal`. Default: none, a request came from whoever is connected.',
    examples: [['loopback', '10.0.0.0/8']],
  });

function isAddress(text: string): boolean {
  try {
    return Boolean(proxyAddr.compile(text));
  } catch {
    return false;
  }
}
