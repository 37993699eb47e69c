import { describe, expect, test } from '@jest/globals';
import { newId } from 'platform/kernel/ids';
import { given } from 'platform/testing/given';
import { policyChanged, policyCreated, policyDeleted } from '../../../contract/events.ts';
import { policyDecider } from '../decide.ts';
import type { PolicyEvent, Terms } from '../policy.ts';
import { unknownPolicy } from '../refusals.ts';
import { monthly, perSecond } from './terms.ts';

const policyId = newId('pol');
const created = (terms: Terms): PolicyEvent => ({ type: policyCreated.type, data: { policyId, ...terms } });
const changed = (terms: Terms): PolicyEvent => ({ type: policyChanged.type, data: { policyId, ...terms } });
const deleted: PolicyEvent = { type: policyDeleted.type, data: { policyId } };
const upsert = (terms: Terms) => ({ kind: 'UpsertPolicy', policyId, terms }) as const;

describe('a policy', () => {
  test('is created with what it says', () => {
    given(policyDecider, [])
      .when(upsert(perSecond()))
      .then([created(perSecond())]);
  });

  test.each(['graphql.cost', 'jobs', 'bytes.out-2'])('may be about the resource %s', (resource) => {
    given(policyDecider, [])
      .when(upsert(perSecond({ resource })))
      .then([created(perSecond({ resource }))]);
  });

  test.each(['UTC', 'Europe/Berlin', 'Etc/GMT-2'])('may have the months of %s', (timeZone) => {
    const terms = monthly({ calendar: { unit: 'MONTH', timeZone, startDay: 1, rollover: 0 } });
    given(policyDecider, [])
      .when(upsert(terms))
      .then([created(terms)]);
  });

  test('is changed as a whole', () => {
    given(policyDecider, [created(perSecond())])
      .when(upsert(perSecond({ limit: 7 })))
      .then([changed(perSecond({ limit: 7 }))]);
  });

  test('that says the same already does not change', () => {
    given(policyDecider, [created(monthly())])
      .when(upsert(monthly()))
      .thenNothing();
  });

  test('is deleted once, and then can be created anew', () => {
    given(policyDecider, [created(perSecond())])
      .when({ kind: 'DeletePolicy' })
      .then([deleted]);
    given(policyDecider, [created(perSecond()), deleted])
      .when({ kind: 'DeletePolicy' })
      .thenRefused(unknownPolicy);
    given(policyDecider, [created(perSecond()), deleted])
      .when(upsert(monthly()))
      .then([created(monthly())]);
  });
});

describe('refused, with the field at fault:', () => {
  const calendar = { unit: 'MONTH', timeZone: 'Europe/Berlin', startDay: 1, rollover: 0 } as const;

  test.each<[string, string[], Terms]>([
    ['an empty name', ['name'], perSecond({ name: '' })],
    ['a name with spaces around it', ['name'], perSecond({ name: ' a' })],
    ['a name on two lines', ['name'], perSecond({ name: 'a\nb' })],
    ['a resource in upper case', ['resource'], perSecond({ resource: 'Cost' })],
    ['a resource that ends with a dot', ['resource'], perSecond({ resource: 'graphql.' })],
    ['an empty pattern', ['subject', 'pattern'], perSecond({ subject: { kind: 'ACTOR', pattern: '' } })],
    ['no period', ['periodMs'], perSecond({ periodMs: null })],
    ['a period beside a calendar', ['periodMs'], monthly({ periodMs: 1 })],
    ['a calendar of another algorithm', ['calendar'], perSecond({ calendar })],
    ['the algorithm CALENDAR without one', ['calendar'], monthly({ calendar: null })],
    [
      'an unknown time zone',
      ['calendar', 'timeZone'],
      monthly({ calendar: { ...calendar, timeZone: 'Mars/Base' } }),
    ],
    [
      'an offset for a time zone',
      ['calendar', 'timeZone'],
      monthly({ calendar: { ...calendar, timeZone: '+02:00' } }),
    ],
    [
      'days that begin on the second',
      ['calendar', 'startDay'],
      monthly({ calendar: { ...calendar, unit: 'DAY', startDay: 2 } }),
    ],
    ['a negative rollover', ['calendar', 'rollover'], monthly({ calendar: { ...calendar, rollover: -1 } })],
    ['a limit of nothing', ['limit'], perSecond({ limit: 0 })],
    ['a limit that is not exact', ['limit'], perSecond({ limit: 2 ** 50 })],
    ['a burst of a window', ['burst'], perSecond({ algorithm: 'FIXED_WINDOW' })],
    ['a burst of nothing', ['burst'], perSecond({ burst: 0 })],
    ['requests as the unit of concurrency', ['unit'], perSecond({ algorithm: 'CONCURRENCY', burst: null })],
    ['concurrency as the unit of a bucket', ['unit'], perSecond({ unit: 'CONCURRENT' })],
    ['a ratio of 0', ['nearLimitRatio'], perSecond({ nearLimitRatio: 0 })],
    ['a ratio above 1', ['nearLimitRatio'], perSecond({ nearLimitRatio: 1.01 })],
  ])('%s', (_, path, terms) => {
    expect(policyDecider.decide(upsert(terms), undefined)).toMatchObject({
      ok: false,
      error: { type: 'InvalidPolicy', path: ['input', ...path] },
    });
  });
});
