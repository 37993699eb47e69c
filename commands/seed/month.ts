import { ClosePeriodDocument } from '@client/typescript/documents';
import type { Book } from './book.ts';
import { carryCash } from './cash.ts';
import type { MonthOfBusiness } from './company/year.ts';
import { sellDollars, setDollarRate } from './dollars.ts';
import { inLanes } from './lanes.ts';
import { success } from './success.ts';
import { correct, postEntries } from './transactions.ts';

const BATCH = 100;

/** Posts what happened, carries the cash, sells the dollars, corrects what the review found, and closes the month. */
export async function loadMonth(book: Book, month: MonthOfBusiness): Promise<void> {
  const { name, entries, cash, dollarRate, dollarSale, corrections, closedThrough } = month;
  const batches = Array.from({ length: Math.ceil(entries.length / BATCH) }, (_, n) =>
    entries.slice(n * BATCH, (n + 1) * BATCH),
  );
  const ids = (await inLanes(`${name}, batches`, batches, (batch) => postEntries(book, batch))).flat();
  await carryCash(book, cash);
  await setDollarRate(book, dollarRate);
  if (dollarSale) await sellDollars(book, dollarSale);
  for (const correction of corrections) {
    const wrong = entries.findIndex(({ reference }) => reference === correction.reverses);
    await correct(book, correction, ids[wrong]);
  }
  if (closedThrough) await closeThrough(book, closedThrough);
}

async function closeThrough({ client, ledgerId, key }: Book, through: string): Promise<void> {
  const input = { ledgerId, through, idempotencyKey: key(`close-${through}`) };
  const { closePeriod } = await client.mutate(ClosePeriodDocument, { input });
  success(closePeriod, 'ClosePeriodSuccess');
}
