import type { Random } from '../random.ts';
import { at, daysIn, nameOf } from './calendar.ts';
import { type Entry, line, taxIn } from './entry.ts';

/** Of ten sales, how each is made. */
const WAYS = [
  ...['till', 'till', 'counter', 'counter', 'online', 'online', 'online'],
  ...['trade', 'trade', 'abroad'],
] as const;

interface Sale {
  /** "2025-03-17": the seventeenth of March's sales. */
  readonly name: string;
  readonly effectiveAt: string;
  /** When the customer pays, if not at once. */
  readonly paidAt: string;
}

/** The sales of a month, and the payments of those that are invoiced. */
export const sales = (month: number, count: number, random: Random): Entry[] =>
  Array.from({ length: count }, (_, n) => {
    const day = random.between(1, daysIn(month));
    const minute = random.between(0, 59);
    const sold = {
      name: `${nameOf(month)}-${n + 1}`,
      effectiveAt: at(month, day, random.between(8, 19), minute),
      paidAt: at(month, day + random.between(5, 40), 10, minute),
    };
    const way = random.pick(WAYS);
    if (way === 'trade') return toTrade(sold, random.between(300_00, 2_500_00));
    if (way === 'abroad') return abroad(sold, random.between(400_00, 3_000_00));
    if (way === 'online') return atOnce(sold, '1030', '4020', random.between(15_00, 120_00));
    return atOnce(sold, way === 'till' ? '1040' : '1030', '4010', random.between(2_50, 60_00));
  }).flat();

/** In cash, or by card: then the provider pays it out later. */
const atOnce = (
  { name, effectiveAt }: Sale,
  paid: '1030' | '1040',
  revenue: '4010' | '4020',
  gross: number,
): Entry[] => [
  {
    reference: `sale-${name}`,
    effectiveAt,
    description: revenue === '4020' ? 'Online order' : 'Coffee over the counter',
    lines: [line(paid, gross), line(revenue, taxIn(gross) - gross), line('2100', -taxIn(gross))],
  },
];

const toTrade = ({ name, effectiveAt, paidAt }: Sale, gross: number): Entry[] => [
  {
    ...{ reference: `invoice-${name}`, effectiveAt, description: `Invoice ${name}` },
    lines: [line('1100', gross), line('4030', taxIn(gross) - gross), line('2100', -taxIn(gross))],
  },
  {
    ...{ reference: `receipt-${name}`, effectiveAt: paidAt, description: `Invoice ${name} paid` },
    lines: [line('1010', gross), line('1100', -gross)],
  },
];

/** Exports are free of tax. */
const abroad = ({ name, effectiveAt, paidAt }: Sale, dollars: number): Entry[] => [
  {
    ...{ reference: `invoice-${name}`, effectiveAt, description: `Invoice ${name}, export` },
    lines: [line('1110', dollars), line('4040', -dollars)],
  },
  {
    ...{ reference: `receipt-${name}`, effectiveAt: paidAt, description: `Invoice ${name} paid` },
    lines: [line('1020', dollars), line('1110', -dollars)],
  },
];
