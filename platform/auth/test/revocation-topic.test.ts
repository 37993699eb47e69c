import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { encodeEvent } from '../../bus/cloud-events.ts';
import type { Bus, Subscription } from '../../bus/port.ts';
import { openPostgresBus } from '../../bus/postgres/bus.ts';
import { instantOf } from '../../kernel/clock.ts';
import { parseTenantId } from '../../kernel/ids.ts';
import { dropDatabase, testPostgresUrl } from '../../testing/postgres.ts';
import { verified } from '../actor.ts';
import { createRevocations, REVOCATIONS, type Revocations, tokensRevoked } from '../revocation.ts';
import { followRevocations, publishRevocation } from '../revocation-topic.ts';

const database = `test_revocation_${randomBytes(6).toString('hex')}`;
const logger = pino({ level: 'silent' });
const following: Subscription[] = [];
let bus: Bus;

beforeAll(async () => {
  bus = await openPostgresBus({ postgresUrl: testPostgresUrl(), database, logger });
});
afterEach(async () => {
  await Promise.all(following.splice(0).map((subscription) => subscription.stop()));
});
afterAll(async () => {
  await bus.close();
  await dropDatabase(database);
});

const NOW_S = Math.floor(Date.now() / 1000);
const revocationOf = (sub: string) => ({ tenant: 'acme', sub, issuedBefore: NOW_S + 1 });
const actor = (id: string) =>
  verified({ id, tenantId: parseTenantId('acme')!, scopes: new Set(), kind: 'user', issuedAt: NOW_S - 10 });

async function gateway(): Promise<Revocations> {
  const revocations = createRevocations();
  following.push(await followRevocations({ bus, revocations, logger }));
  return revocations;
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await sleep(5);
}

test('a gateway that runs hears of it', async () => {
  const revocations = await gateway();
  expect(revocations.isRevoked(actor('alice'))).toBe(false);
  await publishRevocation(bus, revocationOf('alice'), 'operator');
  await until(() => revocations.isRevoked(actor('alice')));
});

test('a gateway that starts later knows of it before it serves', async () => {
  await publishRevocation(bus, revocationOf('bob'), 'operator');
  const revocations = await gateway();
  expect(revocations.isRevoked(actor('bob'))).toBe(true);
});

test('of many published at once none is lost', async () => {
  const names = Array.from({ length: 5 }, (_none, n) => `user-${n}`);
  await Promise.all(names.map((name) => publishRevocation(bus, revocationOf(name), 'operator')));
  const revocations = await gateway();
  expect(names.filter((name) => !revocations.isRevoked(actor(name)))).toEqual([]);
});

test('a malformed one is left out, and so is one in another tenant’s name', async () => {
  const [range] = await bus.ranges(REVOCATIONS.name);
  const message = (seq: bigint, data: { readonly [key: string]: string | number }) => ({
    topic: REVOCATIONS.name,
    partition: 0,
    key: 'globex',
    seq: (range?.last ?? 0n) + seq,
    incarnation: range?.incarnation ?? '',
    ...encodeEvent({
      id: `evt_${seq}`,
      source: 'platform',
      type: tokensRevoked.type,
      subject: 'x',
      tenantId: parseTenantId('globex')!,
      actor: 'mallory',
      time: instantOf(0n),
      effectiveAt: instantOf(0n),
      correlationId: 'x',
      causationId: 'x',
      data,
    }),
  });
  await bus.publish([message(1n, { oops: 1 }), message(2n, { ...revocationOf('carol') })]);
  const revocations = await gateway();
  expect(revocations.isRevoked(actor('carol'))).toBe(false);
  expect(revocations.isRevoked(actor('alice'))).toBe(true);
});

test('a tenant that is none is BAD_USER_INPUT', async () => {
  const publishing = publishRevocation(bus, { tenant: 'No Tenant', issuedBefore: NOW_S }, 'operator');
  await expect(publishing).rejects.toMatchObject({ code: 'BAD_USER_INPUT', details: { path: ['tenant'] } });
});
