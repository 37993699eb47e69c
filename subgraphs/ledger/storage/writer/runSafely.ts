import { setTimeout as sleep } from 'node:timers/promises';
import { backoffMs } from 'platform/bus/pause';
import { PlatformError } from 'platform/errors/errors';
import { isTransient } from 'platform/errors/transient';
import { ok, type Result, refuse } from 'platform/kernel/result';

const RETRY = { baseMs: 50, maxMs: 500 };

/**
 * Runs a batch until each request has its own end. While the database is out of reach all of it runs again after a
 * pause; when it fails otherwise it runs by halves, so that what makes it fail fails alone. Nothing begins after
 * `deadline` (of `performance.now()`).
 */
export async function runSafely<Request, Outcome>(
  requests: readonly Request[],
  run: (requests: readonly Request[]) => Promise<readonly Outcome[]>,
  deadline: number,
): Promise<Result<Outcome, unknown>[]> {
  for (let attempt = 1; performance.now() < deadline; attempt += 1) {
    try {
      return (await run(requests)).map(ok);
    } catch (error) {
      if (!isTransient(error)) return runByHalves(requests, run, deadline, error);
      await sleep(backoffMs(attempt, RETRY));
    }
  }
  return requests.map(() => refuse(unavailable()));
}

async function runByHalves<Request, Outcome>(
  requests: readonly Request[],
  run: (requests: readonly Request[]) => Promise<readonly Outcome[]>,
  deadline: number,
  error: unknown,
): Promise<Result<Outcome, unknown>[]> {
  if (requests.length === 1) return [refuse(error)];
  const half = Math.ceil(requests.length / 2);
  const first = await runSafely(requests.slice(0, half), run, deadline);
  return [...first, ...(await runSafely(requests.slice(half), run, deadline))];
}

const unavailable = (): PlatformError =>
  new PlatformError('SERVICE_UNAVAILABLE', 'The ledger cannot be written now. Try again with the same key.');
