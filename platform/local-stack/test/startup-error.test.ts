import { afterEach, expect, jest, test } from '@jest/globals';
import { runCommand, StartupError } from '../startup-error.ts';

const printed = jest.spyOn(console, 'error').mockImplementation(() => {});

afterEach(() => {
  printed.mockClear();
  process.exitCode = undefined;
});

const refused = Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:5432'), { code: 'ECONNREFUSED' });
const bug = new TypeError('x is not a function');

test.each([
  ['what the person can put right is its own line', new StartupError('Start it first.'), 'Start it first.'],
  ['a server out of reach is one line', refused, expect.stringContaining('ECONNREFUSED')],
  ['a bug keeps its stack', bug, bug],
])('a command fails: %s', async (_what, error, shown) => {
  await runCommand(() => Promise.reject(error));
  expect(printed.mock.calls).toEqual([[shown]]);
  expect(process.exitCode).toBe(1);
});

test('a command that succeeds says nothing', async () => {
  await runCommand(async () => {});
  expect(printed).not.toHaveBeenCalled();
  expect(process.exitCode).toBeUndefined();
});
