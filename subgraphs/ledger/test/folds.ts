import type { Database } from 'platform/tenancy/database';
import { foldStretch } from '../read-models/checkpoint/fold.ts';
import { acme } from './harness.ts';

/** Folds up to so many stretches of an account, in one transaction. Returns how many there were. */
export async function foldAll(
  { system }: Pick<Database, 'system'>,
  accountId: string,
  stretch: number,
  atMost = Number.POSITIVE_INFINITY,
): Promise<number> {
  const client = await system.connect();
  try {
    await client.query('begin');
    let folded = 0;
    while (folded < atMost && (await foldStretch(client, [acme.tenantId, accountId], stretch))) folded += 1;
    await client.query('commit');
    return folded;
  } finally {
    client.release();
  }
}
