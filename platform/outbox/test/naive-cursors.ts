import type pg from 'pg';
import { unpack } from '../../bus/payload.ts';
import type { Tallied } from './tallies.ts';

/** A relay as it is often written: it remembers how far it has read, and reads on from there. */
export interface NaiveCursor {
  readonly read: Tallied[];
  /** Reads what is greater than the greatest it has seen. */
  poll(): Promise<void>;
}

const naiveCursor = (admin: pg.Pool, column: 'position' | 'xid', last: string): NaiveCursor => {
  const read: Tallied[] = [];
  return {
    read,
    poll: async () => {
      const { rows } = await admin.query<{ at: string; payload: Buffer }>(
        `select ${column}::text as at, payload from outbox_copy where ${column} > $1 order by ${column}, position`,
        [last],
      );
      last = rows.at(-1)?.at ?? last;
      const messages = rows.flatMap(({ payload }) => unpack(payload));
      read.push(...messages.map(({ body }) => JSON.parse(body) as Tallied));
    },
  };
};

/** Over the outbox's own numbers, which are taken before the commit. */
export const positionCursor = (admin: pg.Pool): NaiveCursor => naiveCursor(admin, 'position', '0');

/** Over the numbers of transactions, which are taken at the first write. */
export const transactionCursor = (admin: pg.Pool): NaiveCursor => naiveCursor(admin, 'xid', '0');

/** What the cursor never saw of all that was written. */
export const lost = (written: readonly Tallied[], read: readonly Tallied[]): Tallied[] => {
  const seen = new Set(read.map(nameOf));
  return written.filter((tallied) => !seen.has(nameOf(tallied)));
};

/** What came after a later change of the same aggregate. */
export const reordered = (read: readonly Tallied[]): Tallied[] => {
  const greatest = new Map<string, number>();
  return read.filter(({ id, n }) => {
    const late = n < (greatest.get(id) ?? 0);
    if (!late) greatest.set(id, n);
    return late;
  });
};

const nameOf = ({ id, n }: Tallied): string => `${id}/${n}`;
