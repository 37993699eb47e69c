import { at, nameOf } from './calendar.ts';
import { type Entry, line } from './entry.ts';

/** `entry` takes the place of what was recorded as `reverses`, or tells what nobody had recorded. */
export interface Correction {
  readonly reverses?: string;
  readonly entry: Entry;
}

/** What the review of a month finds: a bill on the wrong account, and one that had been forgotten. */
export const corrections = (month: number, entries: readonly Entry[]): Correction[] => [
  ...entries.filter(({ reference }) => reference === `bill-packaging-1-${nameOf(month)}`).map(onWrongAccount),
  { entry: forgotten(month) },
];

/** It was for energy. */
const onWrongAccount = ({ reference, lines, ...bill }: Entry): Correction => ({
  reverses: reference,
  entry: {
    ...bill,
    reference: `${reference}-corrected`,
    lines: lines.map(({ code, cents }) => line(code === '6050' ? '6040' : code, cents)),
  },
});

const forgotten = (month: number): Entry => ({
  reference: `courier-${nameOf(month)}`,
  effectiveAt: at(month, 14, 16),
  description: 'Courier, receipt found late',
  lines: [line('6050', 38_40), line('1300', 7_68), line('1010', -46_08)],
});
