import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Actor, verified } from 'platform/auth/actor';
import type { TenantId } from 'platform/kernel/ids';
import { createSeats } from '../seats.ts';

const actor = (tenant: string, id: string): Actor =>
  verified({ id, tenantId: tenant as TenantId, scopes: new Set(), kind: 'user' });
const seats = (tenant: number, person: number) =>
  createSeats({ limit: 'perTenant', maximum: tenant }, { limit: 'perActor', maximum: person });

describe('a seat', () => {
  test('is refused to an actor who has as many as he may, and to nobody else', () => {
    const { take } = seats(10, 1);
    take(actor('acme', 'alice'));
    expect(() => take(actor('acme', 'alice'))).toThrow(
      expect.objectContaining({
        code: 'LIMIT_EXCEEDED',
        statusCode: 429,
        details: { limit: 'perActor', maximum: 1 },
      }),
    );
    take(actor('acme', 'bob'));
    take(actor('globex', 'alice'));
  });

  test('is refused to a tenant that has as many as it may, whoever asks', () => {
    const { take } = seats(2, 10);
    take(actor('acme', 'alice'));
    take(actor('acme', 'bob'));
    expect(() => take(actor('acme', 'carol'))).toThrow(
      expect.objectContaining({ details: { limit: 'perTenant', maximum: 2 } }),
    );
    take(actor('globex', 'eve'));
  });

  test('is not counted for nobody in particular', () => {
    const { take } = seats(1, 1);
    for (let n = 0; n < 3; n += 1) take(undefined);
  });

  test('is free again once it is given back', () => {
    const { take, giveBack } = seats(1, 1);
    take(actor('acme', 'alice'));
    giveBack(actor('acme', 'alice'));
    take(actor('acme', 'alice'));
    expect(() => take(actor('acme', 'alice'))).toThrow('perTenant');
  });
});

test('at any time as many are taken as were and were not given back, of each tenant and each actor', () => {
  const step = fc.record({
    tenant: fc.constantFrom('acme', 'globex'),
    id: fc.constantFrom('alice', 'bob'),
    leaves: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const { take, giveBack } = seats(4, 3);
      const held: { tenant: string; id: string }[] = [];
      for (const { tenant, id, leaves } of steps) {
        const ofTenant = held.filter((seat) => seat.tenant === tenant);
        const own = ofTenant.findIndex((seat) => seat.id === id);
        if (leaves && own >= 0) {
          held.splice(held.indexOf(ofTenant[own]!), 1);
          giveBack(actor(tenant, id));
          continue;
        }
        const isFull = ofTenant.length >= 4 || ofTenant.filter((seat) => seat.id === id).length >= 3;
        if (isFull) expect(() => take(actor(tenant, id))).toThrow('over the limit');
        else {
          take(actor(tenant, id));
          held.push({ tenant, id });
        }
      }
    }),
    { seed: 7, numRuns: 200 },
  );
});
