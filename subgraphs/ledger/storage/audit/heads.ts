import { sql } from 'kysely';
import type { ServiceKey, TrustedKeys } from 'platform/auth/service-keys';
import { signedStatement, signStatement } from 'platform/auth/signed-statement';
import type { Reader } from 'platform/tenancy/unit-of-work';
import { z } from 'zod';
import type { Head } from '../../domain/audit/head.ts';

const SIGNER = 'ledger';
const TYPE = 'audit-head+jws';

const HEAD = z.strictObject({
  tenantId: z.string(),
  ledgerId: z.string(),
  seq: z.int(),
  hash: z.string(),
  recordedAt: z.string(),
  previousSeq: z.int(),
});

/** A compact JWS that says so. */
export const signHead = (key: ServiceKey, head: Head): Promise<string> => signStatement(key, TYPE, head);

/** What a statement says; undefined for one that the ledger did not sign. */
export async function readHead(trusted: TrustedKeys, statement: string): Promise<Head | undefined> {
  return HEAD.safeParse(await signedStatement(trusted, TYPE, SIGNER, statement)).data;
}

/** A head as it is kept. */
export interface KeptHead {
  readonly seq: number;
  readonly statement: string;
}

/** The heads of a book within (after, through], in order. */
export async function findHeads(
  { tenantId, query }: Reader,
  ledgerId: string,
  after: number,
  through: number,
): Promise<KeptHead[]> {
  const rows = await query<{ seq: bigint; statement: string }>(sql`
    select seq, statement from audit_head
    where tenant_id = ${tenantId} and ledger_id = ${ledgerId} and seq > ${after}::bigint and seq <= ${through}::bigint
    order by seq`);
  return rows.map(({ seq, statement }) => ({ seq: Number(seq), statement }));
}
