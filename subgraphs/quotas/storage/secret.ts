import type { Pool } from 'pg';
import { present } from 'platform/kernel/assert';

/** What the instances of quotas know, and nobody else. */
export async function readSecret(system: Pool): Promise<Buffer> {
  const { rows } = await system.query<{ value: Buffer }>('select value from secret');
  return present(rows[0], 'the migration made a secret').value;
}
