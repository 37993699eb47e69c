import { PlatformError } from 'platform/errors/errors';
import { ok, type Result, refuse } from 'platform/kernel/result';

const MAX_ATTEMPTS = 6;
const FIRST_PAUSE_MS = 50;

/** Classes of SQLSTATE after which the same statements may well succeed: connection, rollback, resources, shutdown. */
const PASSING = ['08', '40', '53', '57'];

/**
 * Runs a batch until each request has its own end. When the database is out of reach all of it runs again after a
 * pause; when a statement fails it runs by halves, so that what makes it fail fails alone.
 */
export async function runSafely<Request, Outcome>(
  requests: readonly Request[],
  run: (requests: readonly Request[]) => Promise<readonly Outcome[]>,
): Promise<Result<Outcome, unknown>[]> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return (await run(requests)).map(ok);
    } catch (error) {
      if (!isPassing(error))
        return requests.length === 1 ? [refuse(error)] : await runByHalves(requests, run);
      if (attempt === MAX_ATTEMPTS) return requests.map(() => refuse(unavailable()));
      await new Promise((resolve) =>
        setTimeout(resolve, FIRST_PAUSE_MS * 2 ** (attempt - 1) * Math.random()),
      );
    }
  }
}

async function runByHalves<Request, Outcome>(
  requests: readonly Request[],
  run: (requests: readonly Request[]) => Promise<readonly Outcome[]>,
): Promise<Result<Outcome, unknown>[]> {
  const half = Math.ceil(requests.length / 2);
  const first = await runSafely(requests.slice(0, half), run);
  return [...first, ...(await runSafely(requests.slice(half), run))];
}

/** An error without SQLSTATE is the connection's own. */
function isPassing(error: unknown): boolean {
  const { code, name } = error as { code?: unknown; name?: unknown };
  if (name === 'AssertionError') return false;
  return typeof code !== 'string' || code.length !== 5 || PASSING.includes(code.slice(0, 2));
}

const unavailable = (): PlatformError =>
  new PlatformError('SERVICE_UNAVAILABLE', 'The ledger cannot be written now. Try again with the same key.');
