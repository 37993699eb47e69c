import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { programPath } from '../programs.ts';

const required = process.env.REQUIRE_FULL_STACK;
beforeEach(() => {
  delete process.env.REQUIRE_FULL_STACK;
});
afterEach(() => {
  delete process.env.REQUIRE_FULL_STACK;
  if (required !== undefined) process.env.REQUIRE_FULL_STACK = required;
  jest.restoreAllMocks();
});

test('the first program that is installed is found', () => {
  expect(programPath('no-such-program', 'sh', 'ls')).toMatch(/\/sh$/);
});

test('where none is, that is said', () => {
  const written = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  expect(programPath('no-such-program', 'nor-this')).toBeUndefined();
  expect(written).toHaveBeenCalledWith('Skipped: no-such-program or nor-this is not installed.\n');
});

test('where the full stack is required it is a failure', () => {
  process.env.REQUIRE_FULL_STACK = '1';
  expect(() => programPath('no-such-program')).toThrow('no-such-program is not installed.');
});
