import { ExchangeDocument, SetFxRateDocument } from '@client/typescript/documents';
import { amountOf } from './amount.ts';
import type { Book } from './book.ts';
import type { DollarRate, DollarSale } from './company/dollars.ts';
import { success } from './success.ts';

/** What the bank keeps of an exchange. */
const SPREAD = '0.004';

export async function setDollarRate({ client, ledgerId, key }: Book, rate: DollarRate): Promise<void> {
  const idempotencyKey = key(`rate-${rate.effectiveAt}`);
  const input = { ledgerId, base: 'USD', quote: 'EUR', ...rate, idempotencyKey };
  const { setFxRate } = await client.mutate(SetFxRateDocument, { input });
  success(setFxRate, 'SetFxRateSuccess');
}

/** At the rate of its day. */
export async function sellDollars(
  { client, ledgerId, key, accountId }: Book,
  { cents, effectiveAt }: DollarSale,
): Promise<void> {
  const accounts = { fromAccountId: accountId('1020'), toAccountId: accountId('1010') };
  const terms = { sell: amountOf(cents, 'USD'), spread: SPREAD, description: 'Dollars sold' };
  const idempotencyKey = key(`exchange-${effectiveAt}`);
  const input = { ledgerId, ...accounts, ...terms, effectiveAt, idempotencyKey };
  const { exchange } = await client.mutate(ExchangeDocument, { input });
  success(exchange, 'ExchangeSuccess');
}
