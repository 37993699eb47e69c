import { at, daysIn, inMonth, MONTHS, nameOf, within } from './calendar.ts';
import { bill } from './costs.ts';
import { type Entry, line, sumOn } from './entry.ts';

const CARD_FEE = 0.014;
const COST_OF_COFFEE = 0.4;
const DEPRECIATION = 400_00;

/** What follows from a year's trade: coffee bought for what is sold, payouts of card payments, taxes, depreciation. */
export const consequences = (trade: readonly Entry[]): Entry[] => {
  const coffee = MONTHS.flatMap((month) => coffeeOf(month, inMonth(trade, month)));
  return [
    ...coffee,
    ...MONTHS.flatMap((month) => payouts(month, trade)),
    ...MONTHS.flatMap((month) => taxReturn(month, inMonth([...trade, ...coffee], month))),
    ...MONTHS.map(depreciation),
  ];
};

/** What the coffee cost that a month's sales took out of stock, and the purchase that filled it again. */
function coffeeOf(month: number, trade: readonly Entry[]): Entry[] {
  const revenue = -sumOn('4010', trade) - sumOn('4020', trade) - sumOn('4030', trade) - sumOn('4040', trade);
  const cost = Math.round(revenue * COST_OF_COFFEE);
  if (cost === 0) return [];
  return [
    ...bill('coffee', 'Green coffee', '1200', month, 2, Math.round(cost * 1.2)),
    {
      reference: `coffee-sold-${nameOf(month)}`,
      effectiveAt: at(month, daysIn(month), 22),
      description: 'Coffee sold',
      lines: [line('5000', cost), line('1200', -cost)],
    },
  ];
}

/** Every week the provider pays out what customers paid by card, less its fee. */
const payouts = (month: number, trade: readonly Entry[]): Entry[] =>
  [1, 8, 15, 22].flatMap((day, week) => {
    const next = week === 3 ? at(month + 1, 1, 0) : at(month, day + 7, 0);
    const gross = sumOn('1030', within(trade, at(month, day, 0), next));
    const fee = Math.round(gross * CARD_FEE);
    const paid = {
      reference: `payout-${nameOf(month)}-${week + 1}`,
      effectiveAt: at(month, day + 9),
      description: 'Card payout',
      lines: [line('1010', gross - fee), line('6060', fee), line('1030', -gross)],
    };
    return fee > 0 ? [paid] : [];
  });

/** Sales tax less input tax goes to the office by the tenth of the next month. */
function taxReturn(month: number, entries: readonly Entry[]): Entry[] {
  const collected = -sumOn('2100', entries);
  const paid = sumOn('1300', entries);
  if (collected === paid) return [];
  const entry = {
    ...{ reference: `sales-tax-${nameOf(month)}`, effectiveAt: at(month + 1, 10), description: 'Tax return' },
    lines: [line('2100', collected), line('1300', -paid), line('1010', paid - collected)],
  };
  return [{ ...entry, lines: entry.lines.filter(({ cents }) => cents !== 0) }];
}

const depreciation = (month: number): Entry => ({
  reference: `depreciation-${nameOf(month)}`,
  effectiveAt: at(month, daysIn(month), 23),
  description: 'Depreciation',
  lines: [line('6080', DEPRECIATION), line('1520', -DEPRECIATION)],
});
