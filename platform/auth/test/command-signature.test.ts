import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { BusEvent } from '../../bus/port.ts';
import { instantOf } from '../../kernel/clock.ts';
import { parseTenantId } from '../../kernel/ids.ts';
import { signCommand, verifyCommand } from '../command-signature.ts';
import { createServiceKeys, type ServiceKeys } from '../service-keys.ts';

let dir: string;
let keys: ServiceKeys;
let signed: BusEvent;

const COMMAND: BusEvent = {
  id: 'cmd_1',
  source: 'payments',
  type: 'ledger.commands.post-transaction.v1',
  subject: 'txn_1',
  tenantId: parseTenantId('acme')!,
  actor: 'alice',
  time: instantOf(1n),
  effectiveAt: instantOf(1n),
  correlationId: 'evt_0',
  causationId: 'evt_0',
  data: { amount: { minor: '500', currency: 'EUR' }, description: null },
};

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'keys-'));
  keys = await createServiceKeys(dir, ['payments', 'quotas']);
  signed = { ...COMMAND, signature: await signCommand(keys.keyOf('payments'), COMMAND, ['ledger:write']) };
});
afterAll(() => rm(dir, { recursive: true }));

const verify = (event: BusEvent, audience = 'ledger') => verifyCommand(keys.trusted, audience, event);

test('a signed command says for whom it acts, and with which rights', async () => {
  const actor = await verify(signed);
  expect(actor).toMatchObject({ id: 'alice', tenantId: 'acme', kind: 'service' });
  expect([...actor.scopes]).toEqual(['ledger:write']);
});

test('the order of the data’s fields does not matter', async () => {
  const data = { description: null, amount: { currency: 'EUR', minor: '500' } };
  await expect(verify({ ...signed, data })).resolves.toMatchObject({ id: 'alice' });
});

test('a command may wait: its signature does not expire with the clock', async () => {
  await expect(verify({ ...signed, time: instantOf(0n) })).resolves.toMatchObject({ id: 'alice' });
});

describe('refused with UNAUTHENTICATED:', () => {
  test.each<[string, Partial<BusEvent>]>([
    ['another id', { id: 'cmd_2' }],
    ['another type', { type: 'ledger.commands.open-ledger.v1' }],
    ['another tenant', { tenantId: parseTenantId('globex')! }],
    ['another actor', { actor: 'mallory' }],
    ['another subject', { subject: 'txn_2' }],
    ['other data', { data: { amount: { minor: '501', currency: 'EUR' }, description: null } }],
    ['another sender', { source: 'quotas' }],
    ['no signature', { signature: undefined }],
    ['a signature that is none', { signature: 'a.b.c' }],
  ])('%s', async (_what, change) => {
    await expect(verify({ ...signed, ...change })).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  test('a service that nobody knows', async () => {
    const stranger = await createServiceKeys(join(dir, 'stranger'), ['payments']);
    const signature = await signCommand(stranger.keyOf('payments'), COMMAND, ['ledger:write']);
    await expect(verify({ ...COMMAND, signature })).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  test('a command of another domain', async () => {
    await expect(verify(signed, 'payments')).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });
});
