import { describe, expect, test } from '@jest/globals';
import { formatInstant, instantOf, parseInstant } from 'platform/kernel/clock';
import { newId } from 'platform/kernel/ids';
import { given } from 'platform/testing/given';
import {
  overrideApproved,
  overrideRejected,
  overrideRequested,
  overrideRevoked,
} from '../../../contract/events.ts';
import { monthly, perSecond } from '../../policy/test/terms.ts';
import { overrideDecider, type Step } from '../decide.ts';
import { type Override, type OverrideEvent, statusAt } from '../override.ts';
import { invalidOverrideState, selfApproval, unknownOverride } from '../refusals.ts';

const noon = parseInstant('2026-11-21T12:00:00Z') ?? instantOf(0n);
const later = (minutes: bigint) => instantOf(noon + minutes * 60_000_000n);
const alice = { tenantId: 'acme', actorId: 'alice' };
const bob = { tenantId: 'acme', actorId: 'bob' };

const wanted: Omit<Override, 'status' | 'approvedBy'> = {
  id: newId('ovr'),
  policyTenantId: 'acme',
  policyId: newId('pol'),
  subject: { kind: 'TENANT', id: 'acme' },
  limit: 500,
  burst: null,
  from: noon,
  until: later(60n),
  reason: 'a launch',
  requestedBy: alice,
};
const { id: overrideId, requestedBy, from, until, ...rest } = wanted;
const requested: OverrideEvent = {
  type: overrideRequested.type,
  data: { overrideId, ...rest, from: formatInstant(from), until: formatInstant(until), by: requestedBy },
};
const approved: OverrideEvent = { type: overrideApproved.type, data: { overrideId, by: bob } };
const rejected: OverrideEvent = { type: overrideRejected.type, data: { overrideId, by: bob } };
const revoked: OverrideEvent = { type: overrideRevoked.type, data: { overrideId, by: bob } };

const request = (changes: Partial<typeof wanted> = {}, terms = perSecond()) =>
  ({ kind: 'RequestOverride', override: { ...wanted, ...changes }, terms, now: noon }) as const;
const approve = (step: Partial<Step> = {}) =>
  ({ kind: 'ApproveOverride', by: bob, now: noon, ...step }) as const;
const reject = { kind: 'RejectOverride', by: bob, now: noon } as const;
const revoke = { kind: 'RevokeOverride', by: bob, now: noon } as const;

describe('an override', () => {
  test('is requested with who asks and why', () => {
    given(overrideDecider, []).when(request()).then([requested]);
  });

  test('is approved by somebody else', () => {
    given(overrideDecider, [requested]).when(approve()).then([approved]);
  });

  test('is not approved by who requested it', () => {
    given(overrideDecider, [requested])
      .when(approve({ by: alice }))
      .thenRefused(selfApproval);
  });

  test('is approved by somebody of that name in another tenant', () => {
    const by = { ...alice, tenantId: 'ops' };
    given(overrideDecider, [requested])
      .when(approve({ by }))
      .then([{ type: overrideApproved.type, data: { overrideId, by } }]);
  });

  test('is rejected or, once approved, revoked', () => {
    given(overrideDecider, [requested]).when(reject).then([rejected]);
    given(overrideDecider, [requested, approved]).when(revoke).then([revoked]);
  });

  test.each([
    ['approved', approved, approve()],
    ['approved', approved, reject],
    ['rejected', rejected, approve()],
    ['rejected', rejected, revoke],
    ['revoked', revoked, approve()],
    ['revoked', revoked, revoke],
  ] as const)('that is %s takes no such step', (status, event, command) => {
    given(overrideDecider, [requested, event])
      .when(command)
      .thenRefused(invalidOverrideState(status.toUpperCase() as 'APPROVED'));
  });

  test('cannot be approved when its time is over', () => {
    given(overrideDecider, [requested])
      .when(approve({ now: until }))
      .thenRefused(invalidOverrideState('EXPIRED'));
  });

  test('that was never requested takes no step', () => {
    for (const command of [approve(), reject, revoke])
      given(overrideDecider, []).when(command).thenRefused(unknownOverride);
  });
});

const rolling = monthly({ calendar: { unit: 'DAY', timeZone: 'UTC', startDay: 1, rollover: 10 } });

describe('that could not apply is refused, with the field at fault:', () => {
  test.each<[string, string[], ReturnType<typeof request>]>([
    ['a subject of another kind', ['subject', 'kind'], request({ subject: { kind: 'ACTOR', id: 'acme' } })],
    [
      'a subject the pattern is not about',
      ['subject', 'id'],
      request({}, perSecond({ subject: { kind: 'TENANT', pattern: 'globex-*' } })),
    ],
    ['a limit of nothing', ['limit'], request({ limit: 0 })],
    ['a limit that is not exact in the period', ['limit'], request({ limit: 2 ** 50 })],
    [
      'a limit that is not exact with what is rolled over',
      ['limit'],
      request({ limit: Number.MAX_SAFE_INTEGER }, rolling),
    ],
    ['a burst of nothing', ['burst'], request({ burst: 0 })],
    ['a burst that is not exact in the period', ['burst'], request({ burst: 2 ** 50 })],
    ['a burst of a calendar', ['burst'], request({ burst: 1 }, monthly())],
    [
      'a burst of concurrency',
      ['burst'],
      request({ burst: 1 }, perSecond({ algorithm: 'CONCURRENCY', burst: null })),
    ],
  ])('%s', (_, path, command) => {
    expect(overrideDecider.decide(command, undefined)).toMatchObject({
      ok: false,
      error: { type: 'InvalidOverride', path: ['input', ...path] },
    });
  });
});

test.each([
  ['REQUESTED', 'EXPIRED'],
  ['APPROVED', 'EXPIRED'],
  ['REJECTED', 'REJECTED'],
  ['REVOKED', 'REVOKED'],
] as const)('%s is %s when the time is over, not before', (status, after) => {
  const override = { status, from, until };
  expect(statusAt(override, instantOf(until - 1n))).toBe(status);
  expect(statusAt(override, until)).toBe(after);
});
