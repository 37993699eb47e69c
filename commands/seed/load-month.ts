import type { Book } from './book.ts';
import type { MonthOfBusiness } from './company/year.ts';
import { inLanes } from './lanes.ts';

/** Posts what happened, sells the dollars, then corrects what the month's review found, then closes the month. */
export async function loadMonth(book: Book, month: MonthOfBusiness): Promise<void> {
  const { name, entries, dollarRate, dollarSale, corrections, closedThrough } = month;
  const ids = await inLanes(name, entries, book.post);
  await book.setDollarRate(dollarRate);
  if (dollarSale) await book.sellDollars(dollarSale);
  for (const correction of corrections) {
    const wrong = entries.findIndex(({ reference }) => reference === correction.reverses);
    await book.correct(correction, ids[wrong]);
  }
  if (closedThrough) await book.closeThrough(closedThrough);
}
