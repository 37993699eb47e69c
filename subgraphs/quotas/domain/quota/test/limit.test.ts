import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { instantOf } from 'platform/kernel/clock';
import { newId } from 'platform/kernel/ids';
import type { Override } from '../../override/override.ts';
import type { Policy } from '../../policy/policy.ts';
import { monthly, perSecond } from '../../policy/test/terms.ts';
import { fitOf } from '../../subject.ts';
import { limitOf, policyFor } from '../limit.ts';
import { capacityOf, ruleOf } from '../rule.ts';

const policy = (pattern: string): Policy => ({
  id: newId('pol'),
  terms: perSecond({ name: pattern, subject: { kind: 'ACTOR', pattern } }),
});
const alice = { kind: 'ACTOR', id: 'alice' } as const;

describe('a pattern', () => {
  test.each([
    ['alice', 'alice', Number.POSITIVE_INFINITY],
    ['*', 'alice', 0],
    ['al*', 'alice', 2],
    ['*ce', 'alice', 2],
    ['a*i*e', 'alice', 3],
    ['a**e', 'alice', 2],
    ['*', '', 0],
  ])('%s describes "%s" by %d', (pattern, id, fit) => {
    expect(fitOf(pattern, id)).toBe(fit);
  });

  test.each([
    ['alic', 'alice'],
    ['b*', 'alice'],
    ['alice*alice', 'alice'],
    ['a*c*b*e', 'alice'],
    ['ali*lice', 'alice'],
  ])('%s does not describe %s', (pattern, id) => {
    expect(fitOf(pattern, id)).toBeUndefined();
  });

  test('describes what it is made of, whatever stands for its *', () => {
    const part = fc.string({ unit: fc.constantFrom('a', 'b', '-'), maxLength: 4 });
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 4 }), fc.array(part), (parts, fillers) => {
        const id = parts.flatMap((each, n) => (n === 0 ? [each] : [fillers[n] ?? '', each])).join('');
        expect(fitOf(parts.join('*'), id)).toBeDefined();
      }),
      { seed: 20_261_121 },
    );
  });
});

describe('of several policies', () => {
  const [all, some, exact] = [policy('*'), policy('al*'), policy('alice')];

  test('the one that describes the subject best limits it, in whatever order they come', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([all, some, exact], { minLength: 3 }), (policies) => {
        expect(policyFor(policies, alice, 'graphql.cost')).toBe(exact);
        expect(policyFor(policies, { kind: 'ACTOR', id: 'albert' }, 'graphql.cost')).toBe(some);
        expect(policyFor(policies, { kind: 'ACTOR', id: 'bob' }, 'graphql.cost')).toBe(all);
      }),
      { seed: 20_261_121 },
    );
  });

  test('of equals the first', () => {
    const twin = policy('*');
    expect(policyFor([all, twin], alice, 'graphql.cost')).toBe(all);
  });

  test('none is about another kind of subject, or another resource', () => {
    expect(policyFor([all], { kind: 'TENANT', id: 'alice' }, 'graphql.cost')).toBeUndefined();
    expect(policyFor([all], alice, 'bytes.out')).toBeUndefined();
  });
});

describe('an override', () => {
  const about = policy('*');
  const override = (changes: Partial<Override> = {}): Override => ({
    id: newId('ovr'),
    policyTenantId: 'acme',
    policyId: about.id,
    subject: alice,
    limit: 500,
    burst: null,
    from: instantOf(10n),
    until: instantOf(20n),
    reason: 'a launch',
    requestedBy: { tenantId: 'acme', actorId: 'alice' },
    approvedBy: { tenantId: 'acme', actorId: 'bob' },
    status: 'APPROVED',
    ...changes,
  });
  const limitAt = (at: bigint, ...overrides: Override[]) =>
    limitOf(about, alice, overrides, instantOf(at)).rule.limit;

  test('is in effect from its beginning until before its end', () => {
    expect([9n, 10n, 19n, 20n].map((at) => limitAt(at, override()))).toEqual([10, 500, 500, 10]);
  });

  test('of several in effect the one requested last', () => {
    expect(limitAt(15n, override(), override({ limit: 700 }))).toBe(700);
    expect(limitAt(15n, override(), override({ limit: 700, from: instantOf(16n) }))).toBe(500);
  });

  test.each([
    ['another subject', { subject: { kind: 'ACTOR', id: 'bob' } }],
    ['another policy', { policyId: newId('pol') }],
    ['nobody any more', { status: 'REVOKED' }],
  ] as const)('that is about %s changes nothing', (_, changes) => {
    expect(limitAt(15n, override(changes))).toBe(10);
  });

  test("keeps the policy's burst, unless the limit is more, or it has one of its own", () => {
    const burstOf = (amounts: { limit: number; burst: number | null }) =>
      capacityOf(ruleOf(about.terms, amounts));
    expect(burstOf({ limit: 50, burst: null })).toBe(100);
    expect(burstOf({ limit: 500, burst: null })).toBe(500);
    expect(burstOf({ limit: 500, burst: 7 })).toBe(7);
  });
});

test('a calendar may hold its limit and what it rolls over', () => {
  const calendar = { unit: 'MONTH', timeZone: 'Europe/Berlin', startDay: 15, rollover: 30 } as const;
  const rule = ruleOf(monthly({ calendar }));
  expect(rule).toEqual({
    algorithm: 'calendarQuota',
    limit: 1_000,
    unit: 'month',
    timeZone: 'Europe/Berlin',
    startDay: 15,
    rollover: 30,
  });
  expect(capacityOf(rule)).toBe(1_030);
});
