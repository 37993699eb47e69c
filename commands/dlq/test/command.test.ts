import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import { testPostgresUrl } from 'platform/testing/postgres';

const COMMAND = resolve(import.meta.dirname, '../../dlq.ts');

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The command as a person runs it, on this test run's PostgreSQL. */
const dlq = (...args: string[]): Promise<Ended> => {
  const env = { ...process.env, DATABASE_URL: testPostgresUrl() };
  return promisify(execFile)(process.execPath, [COMMAND, ...args], { env }).then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    (error: Ended) => error,
  );
};

describe('The command dlq', () => {
  test('lists', async () => {
    const { code, stdout } = await dlq('list', '--consumer', 'nobody');
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'No dead letters.\n' });
  });

  test('replays', async () => {
    const { code, stdout } = await dlq('replay', '--consumer', 'nobody');
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'No dead letters to replay.\n' });
  });

  test('says in one line that there is no such event', async () => {
    const { code, stderr } = await dlq('show', 'evt_nobody');
    expect({ code, lines: stderr.trim().split('\n').length }).toEqual({ code: 1, lines: 1 });
  });

  test('does not replay everything by accident', async () => {
    const { code, stderr } = await dlq('replay');
    expect(code).toBe(1);
    expect(stderr).toContain('Name --event, --consumer or --all.');
  });

  test('helps', async () => {
    const { code, stdout } = await dlq('--help');
    expect(code).toBe(0);
    expect(stdout).toContain('npm run dlq -- replay --all');
  });
});
