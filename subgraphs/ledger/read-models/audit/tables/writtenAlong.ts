import type { RawBuilder } from 'kysely';
import type { ProvenRecord } from '../chainFaults.ts';
import type { AuditedBook } from '../verification.ts';

/** A row as it is compared: the same columns in the same order, without the instant that it is found by. */
export type Row = Readonly<Record<string, unknown>>;

/** Rows that are written along with events of some types, and never change. */
export interface WrittenAlong {
  readonly table: string;
  readonly types: readonly string[];
  /** What the rows of an event must be. Throws for an event that says nothing of the kind. */
  readonly expected: (record: ProvenRecord) => readonly Row[];
  /** What they are, each with the instant at which its event was recorded. */
  readonly rows: (
    book: AuditedBook,
    records: readonly ProvenRecord[],
  ) => RawBuilder<Row & { readonly recorded_at: bigint }>;
}

export const dataOf = <Data>({ content }: ProvenRecord): Data => content.data as unknown as Data;

export const instantsOf = (records: readonly ProvenRecord[]) => records.map(({ recordedAt }) => recordedAt);
