import type { Logger } from 'pino';
import { pause } from 'platform/bus/pause';
import { counterOf, gaugeOf } from 'platform/telemetry/metrics';
import type { Database } from 'platform/tenancy/database';
import type { Registry } from 'prom-client';
import { foldNext } from './foldNext.ts';

export interface FoldingOptions {
  readonly database: Pick<Database, 'system'>;
  readonly logger: Logger;
  readonly metrics: Registry;
}

/** The folding of one process. */
export interface Folding {
  /** Finishes the fold that runs. */
  stop(): Promise<void>;
}

/** How long what is due may lie: meanwhile sums are as right, and add up a few more postings. */
const POLL_MS = 250;
const RETRY_MS = 1_000;

/**
 * Folds what is due, at first what became due while nobody ran, until told to stop. No answer depends on it: sums add
 * up what is not folded yet, posting by posting.
 */
export function startFolding({ database, logger, metrics }: FoldingOptions): Folding {
  const stopping = new AbortController();
  const folds = counterOf(metrics, {
    name: 'ledger_checkpoint_folds_total',
    help: 'Stretches of postings folded into checkpoints, and times that none was left to fold',
  });
  const due = gaugeOf(metrics, {
    name: 'ledger_checkpoints_due',
    help: 'Stretches of postings that are not folded yet, of all accounts',
  });

  const foldAll = async (): Promise<void> => {
    while (!stopping.signal.aborted && (await foldNext(database.system))) folds.inc();
    const { rows } = await database.system.query<{ due: bigint }>(
      'select count(*) as due from checkpoint_due',
    );
    due.set(Number(rows[0]?.due ?? 0));
  };

  const run = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      const waitMs = await foldAll().then(
        () => POLL_MS,
        (error) => {
          logger.debug({ err: error }, 'checkpoints cannot be made now');
          return RETRY_MS;
        },
      );
      await pause(waitMs, stopping.signal);
    }
  };

  const finished = run();
  return {
    stop: () => {
      stopping.abort();
      return finished;
    },
  };
}
