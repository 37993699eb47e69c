import type pg from 'pg';
import { instantOf } from 'platform/kernel/clock';
import type { TenantId } from 'platform/kernel/ids';
import { queryOn } from 'platform/tenancy/statements';
import { firstHash, nextHash } from '../storage/audit/hash.ts';
import { findRecords } from '../storage/audit/records.ts';

/** What a superuser can do to one book, of the tenant acme, once triggers and policies are out of the way. */
export interface Tampering {
  /** Puts everything back. */
  restore(): Promise<void>;
  run(text: string, ...values: unknown[]): Promise<void>;
  /** Writes the chain anew as the chainer would have, of what is in the book now; heads stay. */
  rewriteChain(): Promise<void>;
}

const TABLES = [
  'ledger',
  'account',
  'balance',
  'transaction',
  'posting',
  'period',
  'future_change',
  'hold',
  'pending',
  'fx_rate',
  'cash_point',
  'cash_count',
  'reconciliation',
  'journal',
  'event',
  'audit_chain',
  'audit_segment',
  'audit_head',
];
const TENANT = 'acme' as TenantId;
const ALL_TIME = { after: instantOf(-1n), through: instantOf(2n ** 62n), limit: 10_000 };

/** Keeps a copy of all tables; `admin` is a superuser's connection for which triggers are off. */
export async function tamperingWith(admin: pg.Client, book: string): Promise<Tampering> {
  for (const table of TABLES) {
    await admin.query(`drop table if exists kept_${table}`);
    await admin.query(`create temporary table kept_${table} as table ${table}`);
  }
  return {
    restore: async () => {
      for (const table of TABLES) {
        await admin.query(`delete from ${table}`);
        await admin.query(`insert into ${table} table kept_${table}`);
      }
    },
    run: async (text, ...values) => void (await admin.query(text, values)),
    rewriteChain: () => rewriteChain(admin, book),
  };
}

async function rewriteChain(admin: pg.Client, book: string): Promise<void> {
  const records = await findRecords(
    { tenantId: TENANT, query: queryOn(admin) },
    { ledgerId: book, ...ALL_TIME },
  );
  let hash = firstHash(TENANT, book);
  const hashes = records.flatMap(({ content, ...place }, index) => {
    hash = content ? nextHash(hash, index + 1, place, content) : hash;
    return hash;
  });
  await admin.query('delete from audit_segment where ledger_id = $1', [book]);
  await admin.query(
    `insert into audit_segment (tenant_id, ledger_id, first_seq, recorded_at, streams, versions, hashes)
     values ($1, $2, 1, $3::bigint[], $4, $5, $6)`,
    [
      TENANT,
      book,
      records.map(({ recordedAt }) => recordedAt),
      records.map(({ stream }) => stream),
      records.map(({ version }) => version),
      Buffer.concat(hashes),
    ],
  );
  await admin.query(
    `update audit_chain set seq = $2, hash = $3, recorded_at = $4, through = $4,
                            head_seq = least(head_seq, $2) where ledger_id = $1`,
    [book, records.length, hash, records.at(-1)?.recordedAt],
  );
}
