import { CaptureHoldDocument, PlaceHoldDocument, ReleaseHoldDocument } from '@client/typescript/documents';
import { amountOf } from './amount.ts';
import type { Book } from './book.ts';
import { success } from './success.ts';

/** Long enough that seeding again, at any time, finds them as they were. */
const EXPIRES_AT = '2100-01-01T00:00:00Z';

/**
 * The n-th order that a customer has paid in advance: its price is held until it is sent. One in three is sent in two
 * parcels, one in three is cancelled, and one in three still waits.
 */
export async function order(book: Book, n: number): Promise<void> {
  const { client, key } = book;
  const price = 50_00 + n * 2_50;
  const holdId = await hold(book, n, price);
  if (n % 3 === 0) {
    await capture(book, holdId, Math.round(price / 3), { final: false });
    await capture(book, holdId, price - Math.round(price / 3), { final: true });
  }
  if (n % 3 === 1) {
    const input = { holdId, idempotencyKey: key(`order-${n}-cancelled`) };
    const { releaseHold } = await client.mutate(ReleaseHoldDocument, { input });
    success(releaseHold, 'ReleaseHoldSuccess');
  }
}

async function hold({ client, ledgerId, key, accountId }: Book, n: number, price: number): Promise<string> {
  const accounts = { debitAccountId: accountId('2300'), creditAccountId: accountId('4020') };
  const terms = {
    amount: amountOf(price, 'EUR'),
    description: 'Order paid in advance',
    reference: `order-${n}`,
  };
  const input = { ledgerId, ...accounts, ...terms, expiresAt: EXPIRES_AT, idempotencyKey: key(`order-${n}`) };
  const { placeHold } = await client.mutate(PlaceHoldDocument, { input });
  return success(placeHold, 'PlaceHoldSuccess').hold.id;
}

async function capture({ client, key }: Book, holdId: string, cents: number, { final }: { final: boolean }) {
  const idempotencyKey = key(`${holdId}-${final ? 'last' : 'first'}-parcel`);
  const input = { holdId, amount: amountOf(cents, 'EUR'), final, idempotencyKey };
  const { captureHold } = await client.mutate(CaptureHoldDocument, { input });
  success(captureHold, 'CaptureHoldSuccess');
}
