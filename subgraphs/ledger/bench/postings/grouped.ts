import type { CurrencyCode } from 'platform/kernel/currencies';
import { newId } from 'platform/kernel/ids';
import { moneyOf } from 'platform/kernel/money';
import { ok } from 'platform/kernel/result';
import { type BenchBook, type BenchStack, cause, tenantId } from '../setting/stack.ts';
import type { Pair } from './pair.ts';

/** A transaction as the use case asks the writer for it. */
export const grouped =
  ({ writer }: BenchStack, { ledgerId }: BenchBook) =>
  async ({ debit, credit }: Pair): Promise<void> => {
    const amount = ok(moneyOf(100n, 'EUR' as CurrencyCode));
    const transactionId = newId('txn');
    const outcome = await writer.post({
      tenantId,
      cause,
      answerRefusal: false,
      claim: { mutation: 'postTransaction', key: transactionId, inputHash: Buffer.alloc(32) },
      command: {
        kind: 'postTransaction',
        transactionId,
        ledgerId,
        postings: [
          { accountId: debit, direction: 'DEBIT', amount },
          { accountId: credit, direction: 'CREDIT', amount },
        ],
        effectiveAt: undefined,
        description: 'bench',
        reference: null,
        metadata: null,
        reverses: null,
        mayOverride: false,
      },
    });
    if (!outcome.ok) throw new Error('a transaction of the benchmark was refused');
  };
