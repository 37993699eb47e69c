import { describe, expect, test } from '@jest/globals';
import type { Finding } from '../findings.ts';
import { noUsage } from './usage.ts';
import { lacksUsage, withUsage } from './with-usage.ts';

const REMOVED: Finding = {
  rule: 'diff/field-removed',
  severity: 'breaking',
  coordinate: 'Query.book',
  message: 'the field was removed',
};
const SHOP = { operation: 'Book', client: 'shop@1.0.0' };

describe('who used what a change breaks', () => {
  test('is named beside the committed operations that it breaks', () => {
    const committed = { operation: 'Book', file: 'clients/operations/Book.graphql', line: 2 };
    const [finding] = withUsage([{ ...REMOVED, clients: [committed] }], () => [SHOP]);
    expect(finding?.clients).toEqual([committed, SHOP]);
  });

  test('is asked of breaking changes alone', () => {
    const safe: Finding = { ...REMOVED, severity: 'safe' };
    expect(withUsage([safe], () => [SHOP])).toEqual([safe]);
  });

  test('is not known from files: breaking stays breaking, and it is said', () => {
    expect(withUsage([REMOVED], noUsage)).toEqual([REMOVED]);
    expect(lacksUsage([REMOVED], noUsage)).toBe(true);
    expect(lacksUsage([REMOVED], () => [])).toBe(false);
    expect(lacksUsage([{ ...REMOVED, severity: 'dangerous' }], noUsage)).toBe(false);
  });
});
