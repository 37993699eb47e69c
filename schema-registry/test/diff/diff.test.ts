import { describe, expect, test } from '@jest/globals';
import { diffSupergraphs } from '../../diff/diff-supergraphs.ts';

describe('diff', () => {
  test('names what was removed', () => {
    const [before, after] = ['type Query { a: Int b: Int }', 'type Query { a: Int }'];
    expect(diffSupergraphs({ apiSdl: before }, { apiSdl: after })).toMatchObject([
      { rule: 'diff/field-removed', severity: 'breaking', coordinate: 'Query.b' },
    ]);
  });
});
