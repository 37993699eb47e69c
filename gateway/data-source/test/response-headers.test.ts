import type { IncomingHttpHeaders } from 'node:http';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { GatewayContext } from '../../context.ts';
import { actorWith } from '../../test/federation.ts';
import { forOnePerson, mostRestrictive } from '../cache-control.ts';
import type { Fetch } from '../data-source.ts';
import { type ResponseHeaderRule, withResponseHeaders } from '../response-headers.ts';
import { CONTEXT, QUERY } from './operations.ts';

type Answer = readonly [subgraph: string, headers: IncomingHttpHeaders | undefined];

/** What reaches the client of answers that come one after another; undefined headers: the subgraph fails. */
async function collected(
  rule: Partial<ResponseHeaderRule> & Pick<ResponseHeaderRule, 'propagate'>,
  answers: readonly Answer[],
  context: Partial<GatewayContext> = {},
) {
  const responseHeaders = new Map<string, string | string[]>();
  for (const [subgraph, headers] of answers) {
    const fetch: Fetch = async () => {
      if (!headers) throw new Error('failed');
      return { data: {}, headers };
    };
    const ruled = withResponseHeaders(fetch, subgraph, [{ algorithm: 'last', ...rule }]);
    await ruled(QUERY, { ...CONTEXT, ...context, responseHeaders }).catch(() => {});
  }
  return Object.fromEntries(responseHeaders);
}

const ANSWERS: readonly Answer[] = [
  ['a', { 'x-a': '1', 'x-b': 'no' }],
  ['b', { 'x-a': '2' }],
  ['c', {}],
];

describe('by rule', () => {
  test.each([
    ['first', '1'],
    ['last', '2'],
    ['append', '1, 2'],
  ] as const)('%s', async (algorithm, value) => {
    expect(await collected({ propagate: 'x-a', algorithm }, ANSWERS)).toEqual({ 'x-a': value });
  });

  test('under another name, only from the named subgraphs', async () => {
    const rule = { propagate: 'x-a', as: 'x-from-a', subgraphs: ['a'] };
    expect(await collected(rule, ANSWERS)).toEqual({ 'x-from-a': '1' });
  });

  test('every set-cookie', async () => {
    const answers: readonly Answer[] = [
      ['a', { 'set-cookie': ['a=1', 'b=2'] }],
      ['b', { 'set-cookie': ['c=3'] }],
    ];
    expect(await collected({ propagate: 'set-cookie' }, answers)).toEqual({
      'set-cookie': ['a=1', 'b=2', 'c=3'],
    });
  });

  test('without one nothing is done', () => {
    const fetch: Fetch = async () => ({});
    expect(withResponseHeaders(fetch, 'a', [])).toBe(fetch);
    expect(withResponseHeaders(fetch, 'a', [{ propagate: 'x-a', algorithm: 'last', subgraphs: ['b'] }])).toBe(
      fetch,
    );
  });
});

describe('cache-control', () => {
  const rule = { propagate: 'cache-control' };
  const saying = (...values: (string | undefined)[]): readonly Answer[] =>
    values.map((value, index) => [`s${index}`, value === undefined ? {} : { 'cache-control': value }]);

  test.each<[string, (string | undefined)[], string]>([
    ['of one is that', ['public, max-age=60'], 'public, max-age=60'],
    ['the shorter max-age', ['public, max-age=60', 'public, max-age=10'], 'public, max-age=10'],
    ['private wins over public', ['public, max-age=60', 'private, max-age=90'], 'private, max-age=60'],
    ['no-store wins over all', ['public, max-age=60', 'no-store'], 'no-store'],
    ['a subgraph that says nothing', ['public, max-age=60', undefined], 'no-store'],
    ['no-cache stays', ['no-cache', 'max-age=5'], 'no-cache, max-age=0'],
    [
      'what shared caches may do',
      ['public, s-maxage=9, max-age=1', 'public, max-age=5'],
      'public, max-age=1, s-maxage=5',
    ],
    ['must-revalidate of one', ['max-age=5, must-revalidate', 'max-age="7"'], 'must-revalidate, max-age=5'],
    ['what cannot be read', ['public, max-age=60', 'public, max-age=soon'], 'public, max-age=0'],
    ['nothing that all allow', ['immutable', 'stale-while-revalidate=5'], 'no-store'],
  ])('%s', async (_name, values, expected) => {
    expect(await collected(rule, saying(...values))).toEqual({ 'cache-control': expected });
  });

  test('a subgraph that fails, or that the rule is not for: nobody may keep it', async () => {
    const kept: Answer = ['a', { 'cache-control': 'max-age=60' }];
    expect(await collected(rule, [kept, ['b', undefined]])).toEqual({ 'cache-control': 'no-store' });
    expect(
      await collected({ ...rule, subgraphs: ['a'] }, [kept, ['b', { 'cache-control': 'max-age=9' }]]),
    ).toEqual({
      'cache-control': 'no-store',
    });
  });

  test('of somebody: not for caches that several share', async () => {
    const answers = saying('public, max-age=60, s-maxage=90');
    expect(await collected(rule, answers, { actor: actorWith() })).toEqual({
      'cache-control': 'private, max-age=60',
    });
    expect(forOnePerson('no-store')).toBe('no-store');
  });

  test('law: in any order the same, and never fresher than one of its parts', () => {
    const directive = fc.oneof(
      fc.constantFrom('public', 'private', 'no-store', 'no-cache', 'must-revalidate', 'immutable'),
      fc.tuple(fc.constantFrom('max-age', 's-maxage'), fc.nat(100)).map(([name, age]) => `${name}=${age}`),
    );
    const value = fc
      .uniqueArray(directive, { maxLength: 4, selector: (text) => text.split('=')[0] })
      .map((all) => all.join(', '));
    const ageOf = (text: string) =>
      text.includes('no-store') ? 0 : Number(/(?<![-\w])max-age=(\d+)/.exec(text)?.[1] ?? 0);
    fc.assert(
      fc.property(value, value, (one, other) => {
        const both = mostRestrictive(one, other);
        expect(both).toBe(mostRestrictive(other, one));
        expect(ageOf(both)).toBeLessThanOrEqual(Math.min(ageOf(one), ageOf(other)));
        for (const strict of ['no-store', 'no-cache', 'private'])
          if (`${one},${other}`.includes(strict)) expect(both).toMatch(new RegExp(`${strict}|no-store`));
      }),
    );
  });
});
