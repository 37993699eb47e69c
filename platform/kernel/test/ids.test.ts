import { describe, expect, test } from '@jest/globals';
import { newId, parseId, parseTenantId } from '../ids.ts';

const UUID7 = '0199a8f0-1c2d-7e3f-8a4b-5c6d7e8f9a0b';

describe('An id', () => {
  test('is read back as it was made', () => {
    const id = newId('acct');
    expect(parseId('acct', id)).toBe(id);
  });

  test('sorts by the time it was made, also within one millisecond', () => {
    const ids = Array.from({ length: 1_000 }, () => newId('txn'));
    expect(ids.toSorted()).toEqual(ids);
    expect(new Set(ids).size).toBe(1_000);
  });

  test.each([
    ['of another kind', `txn_${UUID7}`],
    ['whose kind only begins alike', `accts_${UUID7}`],
    ['without a kind', UUID7],
    ['in capitals', `acct_${UUID7.toUpperCase()}`],
    ['of UUID version 4', 'acct_9b2f4c1e-7a3d-4e5f-8a6b-1c2d3e4f5a6b'],
    ['of no UUID', 'acct_1'],
    ['with something behind it', `acct_${UUID7} `],
    ['that is empty', ''],
  ])('%s is refused', (_what, text) => {
    expect(parseId('acct', text)).toBeUndefined();
  });
});

describe("A tenant's name", () => {
  test.each(['a', 'acme', '0-a_b', 'a'.repeat(63)])('"%s" is one', (text) => {
    expect(parseTenantId(text)).toBe(text);
  });

  test.each(['', 'Acme', '-acme', '_acme', 'ac/me', 'ac me', "a'b", 'acme\n', 'ä', 'a'.repeat(64)])(
    '%j is none',
    (text) => {
      expect(parseTenantId(text)).toBeUndefined();
    },
  );
});
