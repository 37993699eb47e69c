import { expect, test } from '@jest/globals';
import { isTransient } from './transient.ts';

const failure = (code: string, cause?: unknown) => Object.assign(new Error('failed'), { code, cause });

test.each([
  ['a connection lost', failure('08006')],
  ['a server that shuts down', failure('57P01')],
  ['too many connections', failure('53300')],
  ['a serialisation failure', failure('40001')],
  ['a deadlock', failure('40P01')],
  ['nobody listening', failure('ECONNREFUSED')],
  ['a socket that ended', new Error('Connection terminated unexpectedly')],
  ['a server that does not let in', new Error('timeout expired')],
  ['a server that does not answer', new Error('Query read timeout')],
  ['a part of ours that cannot be reached', failure('SERVICE_UNAVAILABLE')],
  ['such a cause below another error', new Error('wrapped', { cause: failure('ECONNRESET') })],
])('%s is transient', (_, error) => {
  expect(isTransient(error)).toBe(true);
});

test.each([
  ['a broken constraint', failure('23505')],
  ['a refusal by row-level security', failure('42501')],
  ['a statement that was cancelled for taking too long', failure('57014')],
  ['a bug', new TypeError('x is not a function')],
  ['an error of ours with a code', failure('CONFLICT')],
  ['what is no error', 'failed'],
  ['nothing', undefined],
])('%s is not', (_, error) => {
  expect(isTransient(error)).toBe(false);
});

test('a circle of causes ends', () => {
  const error = new Error('a') as Error & { cause: unknown };
  error.cause = error;
  expect(isTransient(error)).toBe(false);
});
