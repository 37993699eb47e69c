import { currentMode, type Mode } from 'platform/local-stack/state';
import { withPostgres } from 'platform/local-stack/with-postgres';
import { verifyBooks, type WhichBooks } from './verify/books.ts';
import { withLedger } from './verify/open.ts';

export interface VerifyOptions extends WhichBooks {
  readonly mode?: Mode;
}

/** Prints what was found; the process ends with 1 when something is wrong. */
export async function runVerify({ mode = currentMode(), ...which }: VerifyOptions): Promise<void> {
  await withPostgres(mode, (postgresUrl) =>
    withLedger(postgresUrl, mode, async (opened) => {
      if (!(await verifyBooks(opened, which, console.log))) process.exitCode = 1;
    }),
  );
}
