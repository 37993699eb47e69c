import { type RawBuilder, sql } from 'kysely';
import { parseInstant } from 'platform/kernel/clock';
import {
  type PeriodChange,
  periodClosed,
  periodReopened,
  type TransactionPosted,
  transactionPosted,
} from '../../contract/events.ts';
import type { ProvenRecord } from './chainFaults.ts';
import { type AuditedBook, type Found, faultOf } from './verification.ts';

export interface ComparedTables {
  /** How many postings the records have. */
  readonly postings: number;
  readonly found: Found | undefined;
}

/** Rows that are written along with events of some types, at the same instant. */
interface WrittenAlong {
  readonly table: string;
  readonly types: readonly string[];
  /** What the rows of an event must be. */
  readonly expected: (record: ProvenRecord) => readonly Row[];
  /** What they are, each after its recordedAt. */
  readonly rows: (
    book: AuditedBook,
    records: readonly ProvenRecord[],
  ) => RawBuilder<Row & { recorded_at: bigint }>;
}

type Row = Readonly<Record<string, unknown>>;

/** Compares the rows that were written along with these records with them. */
export async function compareTables(
  book: AuditedBook,
  proven: readonly ProvenRecord[],
): Promise<ComparedTables> {
  const found: Found[] = [];
  for (const written of [TRANSACTIONS, POSTINGS, PERIODS]) {
    const records = proven.filter(({ content }) => written.types.includes(content.type));
    const other = records.length > 0 ? await firstOther(book, written, records) : undefined;
    if (other) found.push({ at: other.seq, fault: differs(written.table, other) });
  }
  const postings = proven.filter(({ content }) => POSTINGS.types.includes(content.type)).map(postingRows);
  return {
    postings: postings.reduce((sum, { length }) => sum + length, 0),
    found: found.sort((a, b) => a.at - b.at)[0],
  };
}

const differs = (table: string, record: ProvenRecord): Found['fault'] =>
  faultOf('TABLE_DIFFERS', record, record.seq, `The rows of the table ${table} are not what the event says.`);

async function firstOther(
  book: AuditedBook,
  { expected, rows }: WrittenAlong,
  records: readonly ProvenRecord[],
): Promise<ProvenRecord | undefined> {
  const actual = new Map<bigint, string[]>();
  for (const { recorded_at, ...row } of await book.reader.query(rows(book, records))) {
    actual.set(recorded_at, [...(actual.get(recorded_at) ?? []), textOf(row)]);
  }
  return records.find((record) => {
    const found = actual.get(record.recordedAt) ?? [];
    return expected(record).map(textOf).sort().join() !== found.sort().join();
  });
}

/** The same for the same columns in the same order. */
const textOf = (row: Row): string =>
  JSON.stringify(Object.values(row).map((value) => value && String(value)));

const postedOf = ({ content }: ProvenRecord): TransactionPosted =>
  content.data as unknown as TransactionPosted;

const TRANSACTIONS: WrittenAlong = {
  table: 'transaction',
  types: [transactionPosted.type],
  expected: (record) => {
    const { reference, reverses } = postedOf(record);
    return [{ id: record.stream, effective_at: record.content.effectiveAt, reference, reverses }];
  },
  rows: ({ reader, ledgerId }, records) => sql`
    select recorded_at, id, effective_at, reference, reverses from transaction
    where tenant_id = ${reader.tenantId} and ledger_id = ${ledgerId} and recorded_at = any(${instantsOf(records)}::bigint[])`,
};

const POSTINGS: WrittenAlong = {
  table: 'posting',
  types: [transactionPosted.type],
  expected: postingRows,
  rows: ({ reader }, records) => {
    const touched = records.flatMap((record) =>
      [...new Set(postingRows(record).map(({ account_id }) => account_id))].map((account) => ({
        account,
        record,
      })),
    );
    return sql`
      select p.recorded_at, p.account_id, p.n, p.effective_at, p.debit, p.credit
      from unnest(${touched.map(({ account }) => account)}::text[],
                  ${touched.map(({ record }) => record.recordedAt)}::bigint[]) as touched (account_id, recorded_at)
      join posting p on p.tenant_id = ${reader.tenantId} and p.account_id = touched.account_id
                    and p.recorded_at = touched.recorded_at`;
  },
};

function postingRows(record: ProvenRecord) {
  return postedOf(record).postings.map(({ accountId, direction, amount }, n) => ({
    account_id: accountId,
    n,
    effective_at: record.content.effectiveAt,
    debit: direction === 'DEBIT' ? amount.minor : '0',
    credit: direction === 'CREDIT' ? amount.minor : '0',
  }));
}

const PERIODS: WrittenAlong = {
  table: 'period',
  types: [periodClosed.type, periodReopened.type],
  expected: ({ content }) => [{ closed_through: parseInstant((content.data as PeriodChange).closedThrough) }],
  rows: ({ reader, ledgerId }, records) => sql`
    select recorded_at, closed_through from period
    where tenant_id = ${reader.tenantId} and ledger_id = ${ledgerId} and recorded_at = any(${instantsOf(records)}::bigint[])`,
};

const instantsOf = (records: readonly ProvenRecord[]) => records.map(({ recordedAt }) => recordedAt);
