import { isIPv6 } from 'node:net';
import type { GatewayContext } from '../../context.ts';
import type { Subject } from './budget.ts';

/** Who pays: the actor and its tenant; for anonymous requests the network they came from, if it is known. */
export function subjectsOf({ actor, clientAddress }: GatewayContext): readonly Subject[] {
  if (actor)
    return [
      { kind: 'tenant', id: actor.tenantId },
      { kind: 'actor', id: actor.id, tenantId: actor.tenantId },
    ];
  return clientAddress ? [{ kind: 'address', id: networkOf(clientAddress) }] : [];
}

const NEVER_LIMITED = 'platform:admin';

/** Platform administrators mend policies: none can lock them out. */
export const isNeverLimited = ({ actor }: GatewayContext): boolean =>
  actor?.scopes.has(NEVER_LIMITED) ?? false;

const IPV4_IN_IPV6 = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i;

/** Groups of 16 bits that name a network in an IPv6 address. */
const NETWORK_GROUPS = 4;
const ADDRESS_GROUPS = 8;

/**
 * What one customer of a provider has: an IPv4 address, or the /64 network of an IPv6 one, whose 2^64 addresses would
 * otherwise have a budget each (RFC 6177).
 */
export function networkOf(address: string): string {
  const ipv4 = IPV4_IN_IPV6.exec(address)?.[1];
  if (ipv4 !== undefined || !isIPv6(address)) return ipv4 ?? address;
  const [head = '', tail] = address.split('::').map((part) => part.split(':').filter(Boolean));
  const missing = tail ? ADDRESS_GROUPS - head.length - tail.length : 0;
  const groups = [...head, ...Array.from({ length: missing }, () => '0'), ...(tail ?? [])];
  const network = groups.slice(0, NETWORK_GROUPS).map((group) => Number.parseInt(group, 16).toString(16));
  return `${network.join(':')}::/64`;
}
