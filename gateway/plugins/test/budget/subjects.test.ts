import { expect, test } from '@jest/globals';
import { actorWith } from '../../../test/federation.ts';
import { networkOf, subjectsOf } from '../../budget/subjects.ts';

const request = { requestId: 'r', headers: {} };

test('an actor pays with its tenant, wherever it comes from', () => {
  expect(subjectsOf({ ...request, actor: actorWith(), clientAddress: '192.0.2.1' })).toEqual([
    { kind: 'tenant', id: 'acme' },
    { kind: 'actor', id: 'alice', tenantId: 'acme' },
  ]);
});

test('somebody anonymous pays by address; without one nobody does', () => {
  expect(subjectsOf({ ...request, clientAddress: '192.0.2.1' })).toEqual([
    { kind: 'address', id: '192.0.2.1' },
  ]);
  expect(subjectsOf(request)).toEqual([]);
});

test.each([
  ['192.0.2.1', '192.0.2.1'],
  ['::ffff:192.0.2.1', '192.0.2.1'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:0DB8:1:2:ffff::9', '2001:db8:1:2::/64'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
])('%s is of %s', (address, network) => {
  expect(networkOf(address)).toBe(network);
});
