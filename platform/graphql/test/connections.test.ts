import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  type Connection,
  connectionOf,
  keyset,
  MAX_PAGE_SIZE,
  type Page,
  parsePage,
} from '../connections.ts';
import { alice, notesSubgraph } from './notes.ts';

const byRecordedAt = keyset('transactions', ['bigint', 'text']);
const int8 = fc.bigInt(-(2n ** 63n) + 1n, 2n ** 63n - 1n);
const storable = fc.string().filter((text) => !text.includes('\0'));

describe('cursor', () => {
  test('every position comes back as it was', () => {
    fc.assert(
      fc.property(int8, storable, (at, id) => {
        expect(byRecordedAt.decode(byRecordedAt.encode([at, id]))).toEqual([at, id]);
      }),
    );
  });

  test('what is not a cursor is told apart, whatever it is', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(byRecordedAt.decode(text)).toBeUndefined();
      }),
    );
  });

  const encoded = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  test.each([
    ['of another list', keyset('accounts', ['bigint', 'text']).encode([1n, 'a'])],
    ['with a column too few', encoded(['transactions', '1'])],
    ['with a column too many', encoded(['transactions', '1', 'a', 'b'])],
    ['with a number that is none', encoded(['transactions', 'one', 'a'])],
    ['with a number no column holds', encoded(['transactions', '9223372036854775808', 'a'])],
    ['with text no column holds', encoded(['transactions', '1', '\0'])],
    ['with other JSON', encoded({ transactions: 1 })],
    ['with a column of another type', encoded(['transactions', 1, 'a'])],
  ])('%s is told apart', (_what, cursor) => {
    expect(byRecordedAt.decode(cursor)).toBeUndefined();
  });
});

describe('page', () => {
  test('defaults to 20 from the beginning', () => {
    expect(parsePage({}, byRecordedAt)).toEqual({ limit: 20, after: undefined });
    expect(parsePage({ first: null, after: null }, byRecordedAt)).toEqual({ limit: 20, after: undefined });
  });

  test.each([0, -1, MAX_PAGE_SIZE + 1])('first: %d is BAD_USER_INPUT at "first"', (first) => {
    expect(() => parsePage({ first }, byRecordedAt)).toThrow(
      expect.objectContaining({ code: 'BAD_USER_INPUT', details: { path: ['first'] } }),
    );
  });

  test('a bad cursor is BAD_USER_INPUT at "after"', () => {
    expect(() => parsePage({ after: 'x' }, byRecordedAt)).toThrow(
      expect.objectContaining({ code: 'BAD_USER_INPUT', details: { path: ['after'] } }),
    );
  });
});

test('pages of any size, one after the other, are the whole list', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.bigInt(0n, 1_000n)),
      fc.integer({ min: 1, max: 10 }),
      (unordered, first) => {
        const byNumber = keyset('numbers', ['bigint']);
        const all = [...unordered].sort((a, b) => Number(a - b));
        const seen: bigint[] = [];
        let after: string | null = null;
        do {
          const page: Page<readonly [bigint]> = parsePage({ first, after }, byNumber);
          const rows = all
            .filter((n) => page.after === undefined || n > page.after[0])
            .slice(0, page.limit + 1);
          const { nodes, pageInfo }: Connection<bigint> = connectionOf({
            rows,
            page,
            keys: byNumber,
            keyOf: (n) => [n],
            count: async () => all.length,
          });
          seen.push(...nodes);
          expect(pageInfo.hasPreviousPage).toBe(after !== null);
          after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
        } while (after !== null);
        expect(seen).toEqual(all);
      },
    ),
  );
});

describe('through the API', () => {
  const { execute } = notesSubgraph();
  const QUERY = `query($first: Int, $after: Cursor) { notes(first: $first, after: $after) {
    nodes { id } edges { cursor node { id } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`;

  test('a page', async () => {
    const { data } = await execute({ query: QUERY, variables: { first: 2 } }, alice);
    expect(data).toMatchObject({
      notes: { nodes: [{ id: '1' }, { id: '2' }], pageInfo: { hasNextPage: true, hasPreviousPage: false } },
    });
  });

  test('totalCount counts only when it is selected', async () => {
    const { data } = await execute({ query: '{ notes(first: 1) { totalCount } }' }, alice);
    expect(data).toMatchObject({ notes: { totalCount: 5 } });
    let counted = false;
    const keys = keyset('n', ['text']);
    connectionOf({
      rows: ['a'],
      page: { limit: 1, after: undefined },
      keys,
      keyOf: (id) => [id],
      count: async () => {
        counted = true;
        return 1;
      },
    });
    expect(counted).toBe(false);
  });

  test('a bad cursor is refused by name', async () => {
    const { errors } = await execute({ query: QUERY, variables: { after: 'bm9uc2Vuc2U' } }, alice);
    expect(errors?.[0]?.extensions).toEqual({ code: 'BAD_USER_INPUT', path: ['after'] });
  });
});
