import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Instant, instantOf } from '../../kernel/clock.ts';
import type { JsonObject } from '../../kernel/json.ts';
import { BigIntScalar, DateTime, MAX_CURSOR_CHARS, MAX_JSON_CHARS, MAX_JSON_DEPTH } from '../scalars.ts';
import { alice, notesSubgraph } from './notes.ts';

const { execute } = notesSubgraph();

/** What comes back of a value that is sent once as a variable and once in the document. */
async function echo(field: string, type: string, value: unknown, literal: string): Promise<unknown[]> {
  const byVariable = await execute(
    { query: `query($v: ${type}) { echo(${field}: $v) { ${field} } }`, variables: { v: value } },
    alice,
  );
  const inDocument = await execute({ query: `{ echo(${field}: ${literal}) { ${field} } }` }, alice);
  return [byVariable, inDocument].map(
    ({ data, errors }) => errors?.[0]?.extensions.code ?? (data as { echo: JsonObject }).echo[field],
  );
}

const REFUSED = ['BAD_USER_INPUT', 'GRAPHQL_VALIDATION_FAILED'];

describe('DateTime', () => {
  const EARLIEST = -62_135_596_800_000_000n; // 0001-01-01
  const LATEST = 253_402_300_799_999_999n; // 9999-12-31

  test('every instant comes back as it was', () => {
    fc.assert(
      fc.property(fc.bigInt(EARLIEST, LATEST), (micros) => {
        expect(DateTime.parseValue(DateTime.serialize(instantOf(micros)))).toBe(micros);
      }),
    );
  });

  test('is UTC with microseconds, whatever offset was given', async () => {
    const results = await echo(
      'at',
      'DateTime',
      '2026-11-21T15:04:40.5+02:00',
      '"2026-11-21T15:04:40.5+02:00"',
    );
    expect(results).toEqual(['2026-11-21T13:04:40.500000Z', '2026-11-21T13:04:40.500000Z']);
  });

  test.each(['2026-02-30T00:00:00Z', '2026-11-21', 'now', '2026-11-21T13:04:40.1234567Z'])(
    '%s is refused',
    async (text) => {
      expect(await echo('at', 'DateTime', text, JSON.stringify(text))).toEqual(REFUSED);
    },
  );

  test('a number is refused', async () => {
    expect(await echo('at', 'DateTime', 1, '1')).toEqual(REFUSED);
  });

  test('a Date, which has no microseconds, is a bug', () => {
    expect(() => DateTime.serialize(new Date() as unknown as Instant)).toThrow('a DateTime is an Instant');
  });
});

describe('BigInt', () => {
  test('every integer comes back as it was', () => {
    fc.assert(
      fc.property(fc.bigInt(-(10n ** 38n), 10n ** 38n), (value) => {
        expect(BigIntScalar.parseValue(BigIntScalar.serialize(value))).toBe(value);
      }),
    );
  });

  test('is a string outside', async () => {
    expect(await echo('big', 'BigInt', '9007199254740993', '9007199254740993')).toEqual([
      '9007199254740993',
      '9007199254740993',
    ]);
  });

  test.each([
    ['1.5', '1.5'],
    ['abc', '"abc"'],
    [2 ** 53, '1e3'],
    ['1'.repeat(40), '1'.repeat(40)],
  ])('%p is refused', async (value, literal) => {
    expect(await echo('big', 'BigInt', value, literal)).toEqual(REFUSED);
  });
});

describe('JSON', () => {
  test('any value within the bounds comes back as it was', async () => {
    const value = { a: [1, 2.5, 'x', null, true], b: { c: {} } };
    expect(await echo('json', 'JSON', value, '{ a: [1, 2.5, "x", null, true], b: { c: {} } }')).toEqual([
      value,
      value,
    ]);
  });

  const nested = (levels: number): unknown => (levels === 0 ? 1 : [nested(levels - 1)]);
  const nestedLiteral = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);

  test(`${MAX_JSON_DEPTH} levels are accepted, one more is refused`, async () => {
    expect(await echo('json', 'JSON', nested(MAX_JSON_DEPTH), nestedLiteral(MAX_JSON_DEPTH))).not.toContain(
      'BAD_USER_INPUT',
    );
    expect(await echo('json', 'JSON', nested(MAX_JSON_DEPTH + 1), nestedLiteral(MAX_JSON_DEPTH + 2))).toEqual(
      REFUSED,
    );
  });

  test('more characters than the bound are refused', async () => {
    const text = 'x'.repeat(MAX_JSON_CHARS);
    expect(await echo('json', 'JSON', text, `"${text}"`)).toEqual(REFUSED);
  });

  test('a key that PostgreSQL cannot store is refused', async () => {
    const [byVariable] = await echo('json', 'JSON', { 'a\0': 1 }, '1');
    expect(byVariable).toBe('BAD_USER_INPUT');
  });
});

test('Cursor: text up to its bound', async () => {
  expect(await echo('cursor', 'Cursor', 'abc', '"abc"')).toEqual(['abc', 'abc']);
  const long = 'x'.repeat(MAX_CURSOR_CHARS + 1);
  expect(await echo('cursor', 'Cursor', long, `"${long}"`)).toEqual(REFUSED);
  expect(await echo('cursor', 'Cursor', 1, '1')).toEqual(REFUSED);
});
