import canonicalize from 'canonicalize';
import type { ProvenRecord } from './chainFaults.ts';
import { cashCounts } from './tables/cashCounts.ts';
import { cashPoints } from './tables/cashPoints.ts';
import { fxRates } from './tables/fxRates.ts';
import { holds } from './tables/holds.ts';
import { periods } from './tables/periods.ts';
import { postings } from './tables/postings.ts';
import { promises } from './tables/promises.ts';
import { reconciliations } from './tables/reconciliations.ts';
import { transactions } from './tables/transactions.ts';
import type { Row, WrittenAlong } from './tables/writtenAlong.ts';
import { type AuditedBook, type Found, faultOf } from './verification.ts';

const TABLES: readonly WrittenAlong[] = [
  transactions,
  postings,
  periods,
  holds,
  promises,
  fxRates,
  cashPoints,
  cashCounts,
  reconciliations,
];

export interface ComparedTables {
  /** How many postings the records have. */
  readonly postings: number;
  readonly found: Found | undefined;
}

/** Compares the rows that were written along with these records with them. */
export async function compareTables(
  book: AuditedBook,
  proven: readonly ProvenRecord[],
): Promise<ComparedTables> {
  const found: Found[] = [];
  for (const table of TABLES) {
    const records = proven.filter(({ content }) => table.types.includes(content.type));
    const other = records.length > 0 ? await firstOther(book, table, records) : undefined;
    if (other) found.push({ at: other.seq, fault: differs(table, other) });
  }
  const posted = proven.filter(({ content }) => postings.types.includes(content.type));
  return {
    postings: posted.reduce((sum, record) => sum + postings.expected(record).length, 0),
    found: found.sort((a, b) => a.at - b.at)[0],
  };
}

const differs = ({ table }: WrittenAlong, record: ProvenRecord): Found['fault'] =>
  faultOf('TABLE_DIFFERS', record, record.seq, `The rows of the table ${table} are not what the event says.`);

async function firstOther(
  book: AuditedBook,
  { expected, rows }: WrittenAlong,
  records: readonly ProvenRecord[],
): Promise<ProvenRecord | undefined> {
  const wanted = records.map((record) => textsOf(() => expected(record)));
  const unreadable = records[wanted.indexOf(undefined)];
  if (unreadable) return unreadable;
  const actual = new Map<bigint, Row[]>();
  for (const { recorded_at, ...row } of await book.reader.query(rows(book, records))) {
    actual.set(recorded_at, [...(actual.get(recorded_at) ?? []), row]);
  }
  return records.find(
    ({ recordedAt }, index) => wanted[index] !== textsOf(() => actual.get(recordedAt) ?? []),
  );
}

/** The same for the same rows, in any order; undefined when there is no telling, as for an event that was forged. */
function textsOf(rows: () => readonly Row[]): string | undefined {
  try {
    return rows().map(textOf).sort().join();
  } catch {
    return undefined;
  }
}

/** The same for the same columns in the same order. */
const textOf = (row: Row): string => JSON.stringify(Object.values(row).map(valueText));

const valueText = (value: unknown): string | null =>
  value === null || value === undefined
    ? null
    : typeof value === 'object'
      ? (canonicalize(value) ?? null)
      : String(value);
