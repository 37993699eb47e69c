import type pg from 'pg';
import { STRETCH } from '../../storage/stretch.ts';
import { foldStretch } from './fold.ts';

/**
 * Folds one stretch of an account for which that is due, in a short transaction of its own. False when nothing is due
 * that nobody else is folding. By the system role; by as many callers at once, in as many processes, as one likes.
 */
export async function foldNext(system: pg.Pool, stretch = STRETCH): Promise<boolean> {
  const client = await system.connect();
  try {
    await client.query('begin');
    const found = await foldDue(client, stretch);
    await client.query('commit');
    client.release();
    return found;
  } catch (error) {
    // Ends the session, and with it the transaction.
    client.release(true);
    throw error;
  }
}

interface DueRow {
  readonly tenant_id: string;
  readonly account_id: string;
  readonly postings: bigint;
}

/** It stays due until less than a stretch is left. An account may be due several times: one is folded at a time. */
async function foldDue(client: pg.ClientBase, stretch: number): Promise<boolean> {
  const { rows } = await client.query<DueRow>('select * from checkpoint_due limit 1 for update skip locked');
  const [due] = rows;
  if (!due) return false;
  const account = [due.tenant_id, due.account_id] as const;
  await client.query(`select pg_advisory_xact_lock(hashtextextended('fold/' || $1 || '/' || $2, 0))`, [
    ...account,
  ]);
  if (await foldStretch(client, account, stretch)) return true;
  await client.query(
    'delete from checkpoint_due where tenant_id = $1 and account_id = $2 and postings = $3',
    [...account, due.postings],
  );
  return true;
}
