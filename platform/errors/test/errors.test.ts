import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import {
  badInput,
  ERROR_CODES,
  type ErrorCode,
  forbidden,
  limitExceeded,
  unauthenticated,
} from '../errors.ts';

const ROOT = join(import.meta.dirname, '../../..');
const DOCUMENT = join(ROOT, 'docs/errors.md');
const SOURCES = '{platform,gateway,subgraphs/*}/**/*.ts';

test('docs/errors.md lists exactly the codes there are, in the same order', () => {
  const listed = [...readFileSync(DOCUMENT, 'utf8').matchAll(/^\| `([A-Z_]+)` \|/gm)].map(([, code]) => code);
  expect(listed).toEqual([...ERROR_CODES]);
});

/** PlatformError takes listed codes only; GraphQLError takes any. */
test('no source sends a code that is not listed', () => {
  const sources = globSync(SOURCES, {
    cwd: ROOT,
    exclude: ['**/node_modules/**', '**/test/**', '**/*.test.ts'],
  });
  expect(sources.length).toBeGreaterThan(100);
  const sent = sources.flatMap((file) =>
    [...readFileSync(join(ROOT, file), 'utf8').matchAll(/extensions: \{[^}]*?code: '(\w+)'/g)].map(
      ([, code]) => code,
    ),
  );
  expect(sent.length).toBeGreaterThan(0);
  expect(sent.filter((code) => !ERROR_CODES.includes(code as ErrorCode))).toEqual([]);
});

test.each([
  [unauthenticated(), 'UNAUTHENTICATED', {}],
  [forbidden(), 'FORBIDDEN', {}],
  [badInput('no', ['input', 'name']), 'BAD_USER_INPUT', { path: ['input', 'name'] }],
  [limitExceeded('MAX_BODY_BYTES', 10), 'LIMIT_EXCEEDED', { limit: 'MAX_BODY_BYTES', maximum: 10 }],
])('%p has a code and what the caller may know', (error, code, details) => {
  expect(error.code).toBe(code);
  expect(error.details).toEqual(details);
});
