import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { newId } from 'platform/kernel/ids';
import { bucket } from './policies.ts';
import { subject } from './quotas.ts';
import { actorOf, key, startStack, type TestStack } from './stack.ts';

const root = actorOf('acme/root', ['quotas:write', 'platform:admin'], 'service');

let stack: TestStack;
beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack.close());

const nobody = subject('ACTOR', '');
const alice = subject('ACTOR', 'alice');
const globex = subject('TENANT', 'globex');
const consumed = { subject: alice, resource: 'jobs' };
const leased = { ...consumed, wanted: '2', atLeast: '1' };
const leaseId = 'x';
const override = {
  policyId: newId('pol'),
  subject: alice,
  limit: '1',
  reason: 'r',
  until: '2026-12-01T00:00:00Z',
};
const reset = { policyId: newId('pol'), subject: alice };
const ofPlatform = { ...reset, tenantId: 'platform' };

test.each<[mutation: string, field: string, input: object]>([
  ['consume', 'subject.id', { ...consumed, subject: nobody }],
  ['consume', 'subject.id', { ...consumed, subject: globex }],
  ['consume', 'resource', { ...consumed, resource: 'Jobs' }],
  ['consume', 'quantity', { ...consumed, quantity: '1000000001' }],
  ['consume', 'idempotencyKey', { ...consumed, idempotencyKey: '' }],
  ['reserve', 'subjects', { subjects: [], resource: 'jobs', quantity: '1' }],
  ['reserve', 'subjects.1.id', { subjects: [alice, nobody], resource: 'jobs', quantity: '1' }],
  ['reserve', 'subjects.1.id', { subjects: [alice, globex], resource: 'jobs', quantity: '1' }],
  ['reserve', 'resource', { subjects: [alice], resource: '', quantity: '1' }],
  ['reserve', 'quantity', { subjects: [alice], resource: 'jobs', quantity: '-1' }],
  ['settle', 'actual', { reservationId: 'x', actual: '-1' }],
  ['acquireLease', 'subject.id', { ...leased, subject: nobody }],
  ['acquireLease', 'subject.id', { ...leased, subject: globex }],
  ['acquireLease', 'resource', { ...leased, resource: '' }],
  ['acquireLease', 'wanted', { ...leased, wanted: '0' }],
  ['acquireLease', 'atLeast', { ...leased, atLeast: '0' }],
  ['renewLease', 'subject.id', { ...leased, leaseId, unused: '0', subject: globex }],
  ['renewLease', 'unused', { ...leased, leaseId, unused: '1000000001' }],
  ['returnLease', 'unused', { leaseId, unused: '1000000001' }],
  ['upsertPolicy', 'tenantId', bucket({ tenantId: 'No Tenant' })],
  ['upsertPolicy', 'limit', bucket({ limit: `${2n ** 60n}` })],
  ['deletePolicy', 'tenantId', { tenantId: 'No Tenant', policyId: 'x' }],
  ['requestOverride', 'subject.id', { ...override, subject: nobody }],
  ['requestOverride', 'burst', { ...override, burst: `${2n ** 60n}` }],
  ['resetUsage', 'subject.id', { ...reset, subject: nobody }],
  ['resetUsage', 'subject.id', { ...reset, subject: globex }],
  ['resetUsage', 'subject.id', { ...ofPlatform, subject: globex }],
  ['resetUsage', 'subjectTenantId', { ...ofPlatform, subjectTenantId: 'No Tenant' }],
])('%s: what is wrong is at input.%s', async (mutation, field, input) => {
  const type = `${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input`;
  const query = `mutation ($input: ${type}!) { ${mutation}(input: $input) { __typename } }`;
  const path = ['input', ...field.split('.')];
  expect(await faultyPath(query, { input: { idempotencyKey: key(), ...input } })).toEqual(path);
});

const DAY = 'from: "2026-11-21T00:00:00Z", to: "2026-11-22T00:00:00Z"';
const ALICE = 'subject: { kind: ACTOR, id: "alice" }';
const NOBODY = 'subject: { kind: ACTOR, id: "" }';
const GLOBEX = 'subject: { kind: TENANT, id: "globex" }';

test.each([
  [`quota(${NOBODY}, resource: "jobs") { limit }`, 'subject.id'],
  [`quota(${GLOBEX}, resource: "jobs") { limit }`, 'subject.id'],
  [`quota(${ALICE}, resource: "") { limit }`, 'resource'],
  [`quota(${ALICE}, resource: "jobs", tenantId: "No Tenant") { limit }`, 'tenantId'],
  [`usage(${NOBODY}, resource: "jobs", ${DAY}) { start }`, 'subject.id'],
  [`usage(${GLOBEX}, resource: "jobs", ${DAY}) { start }`, 'subject.id'],
  [`usage(${ALICE}, resource: "", ${DAY}) { start }`, 'resource'],
  [`usage(${ALICE}, resource: "jobs", ${DAY}, bucket: MINUTE, tenantId: "No Tenant") { start }`, 'tenantId'],
  ['actor(id: "") { id }', 'id'],
  ['policy(id: "x", tenantId: "No Tenant") { id }', 'tenantId'],
  ['policies(tenantId: "No Tenant") { nodes { id } }', 'tenantId'],
  ['policies(first: 0) { nodes { id } }', 'first'],
  ['overrides(tenantId: "No Tenant") { nodes { id } }', 'tenantId'],
])('%s: what is wrong is at %s', async (query, path) => {
  expect(await faultyPath(`{ ${query} }`)).toEqual(path.split('.'));
});

/** The path of the one error of an answer, a BAD_USER_INPUT. */
async function faultyPath(query: string, variables: Record<string, unknown> = {}): Promise<unknown> {
  const { errors } = await stack.subgraph.execute({ query, variables }, root);
  expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
  return errors?.[0]?.extensions.path;
}
