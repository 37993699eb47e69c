import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { TenantId } from 'platform/kernel/ids';
import type { EventSource } from '../event-sources.ts';
import { createMatchIndex } from '../match-index.ts';
import { criteriaOf, isOfInterest } from '../matching.ts';

const source: EventSource = {
  field: 'posted',
  topic: 'ledger.transaction.v1',
  types: new Set(['posted.v1']),
  match: [
    { argument: 'ledger', operator: '=', path: ['ledger', 'id'] },
    { argument: 'account', operator: 'in', path: ['accounts'] },
    { argument: 'tag', operator: 'in', path: ['tags'] },
  ],
};
const acme = 'acme' as TenantId;
const event = (data: object, tenantId = acme, type = 'posted.v1') => ({
  tenantId,
  type,
  data: data as never,
});
const posted = event({ ledger: { id: 'l1' }, accounts: ['a1', 'a2'], tags: [7, 'x'] });

const finds = (args: Record<string, unknown>, tenantId = acme): boolean => {
  const index = createMatchIndex<string>();
  index.add({ tenantId, source, criteria: criteriaOf(source, args) }, 'me');
  return index.find(posted).length === 1;
};

test('a field that feeds on other types since a reload has subscribers of both kinds', () => {
  const index = createMatchIndex<string>();
  index.add({ tenantId: acme, source, criteria: [] }, 'before');
  const since = { ...source, types: new Set(['reversed.v1']) };
  index.add({ tenantId: acme, source: since, criteria: [] }, 'since');
  expect(index.find(posted)).toEqual(['before']);
  expect(index.find(event({}, acme, 'reversed.v1'))).toEqual(['since']);
});

describe('a subscriber is found', () => {
  test.each([
    ['without arguments', {}],
    ['when an argument is null, which is as if it were absent', { ledger: null }],
    ['when = holds', { ledger: 'l1' }],
    ['when in holds', { account: 'a2' }],
    ['when a number equals the argument as text', { tag: '7' }],
    ['when all rules hold', { ledger: 'l1', account: 'a1', tag: 'x' }],
  ])('%s', (_when, args) => expect(finds(args)).toBe(true));

  test.each([
    ['when = does not hold', { ledger: 'l2' }],
    ['when in does not hold', { account: 'a3' }],
    ['when one of several rules does not hold', { ledger: 'l1', account: 'a1', tag: 'y' }],
  ])('not %s', (_when, args) => expect(finds(args)).toBe(false));

  test('never of another tenant', () => expect(finds({}, 'globex' as TenantId)).toBe(false));

  test('never by an event of another type', () => {
    const index = createMatchIndex<string>();
    index.add({ tenantId: acme, source, criteria: [] }, 'me');
    expect(index.find(event(posted.data, acme, 'refused.v1'))).toEqual([]);
  });

  test('once, however often the event names the value', () => {
    const index = createMatchIndex<string>();
    index.add({ tenantId: acme, source, criteria: criteriaOf(source, { account: 'a1' }) }, 'me');
    expect(index.find(event({ accounts: ['a1', 'a1'] }))).toEqual(['me']);
  });

  test('not by an event whose data has not got the path', () => {
    const index = createMatchIndex<string>();
    index.add({ tenantId: acme, source, criteria: criteriaOf(source, { ledger: 'l1' }) }, 'me');
    expect(index.find(event({ ledger: 'l1' }))).toEqual([]);
  });

  test('no more once removed, while its neighbours stay', () => {
    const index = createMatchIndex<string>();
    const interest = { tenantId: acme, source, criteria: criteriaOf(source, { ledger: 'l1' }) };
    index.add(interest, 'me');
    index.add(interest, 'you');
    index.remove(interest, 'me');
    index.remove(interest, 'me');
    expect(index.find(posted)).toEqual(['you']);
    expect(index.all()).toEqual(['you']);
  });
});

test('law: the index finds exactly those whom a scan over all that are there would find', () => {
  const value = fc.constantFrom('1', '2', '3');
  const args = fc.record({ ledger: value, account: value, tag: value }, { requiredKeys: [] });
  const data = fc.record({
    ledger: fc.record({ id: value }),
    accounts: fc.array(value),
    tags: fc.array(value),
  });
  const tenant = fc.constantFrom('acme', 'globex') as fc.Arbitrary<TenantId>;
  fc.assert(
    fc.property(
      fc.array(fc.tuple(tenant, args), { maxLength: 30 }),
      tenant,
      data,
      (subscribers, tenantId, payload) => {
        const index = createMatchIndex<number>();
        const interests = subscribers.map(([of, given]) => ({
          tenantId: of,
          source,
          criteria: criteriaOf(source, given),
        }));
        for (const [number, interest] of interests.entries()) index.add(interest, number);
        const scanned = [...interests.keys()].filter((n) =>
          isOfInterest(interests[n]!, event(payload, tenantId)),
        );
        const found = () => index.find(event(payload, tenantId)).toSorted((a, b) => a - b);
        expect(found()).toEqual(scanned);
        for (const [n, interest] of interests.entries()) if (n % 2 === 0) index.remove(interest, n);
        expect(found()).toEqual(scanned.filter((n) => n % 2 === 1));
        expect(index.size).toBe(Math.floor(interests.length / 2));
      },
    ),
  );
});

test('an event costs the same with 100 and with 20,000 subscribers of other keys', () => {
  const timePerEvent = (subscribers: number): number => {
    const index = createMatchIndex<number>();
    for (let n = 0; n < subscribers; n += 1)
      index.add({ tenantId: acme, source, criteria: criteriaOf(source, { account: `other-${n}` }) }, n);
    const rounds = 20_000;
    const from = performance.now();
    for (let n = 0; n < rounds; n += 1) index.find(posted);
    return (performance.now() - from) / rounds;
  };
  /** Of the run that was interrupted least. */
  const least = (subscribers: number) => Math.min(...[1, 2, 3, 4, 5].map(() => timePerEvent(subscribers)));
  expect(least(20_000)).toBeLessThan(10 * least(100) + 0.01);
});
