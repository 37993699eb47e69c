import type { CurrencyCode } from 'platform/kernel/currencies';
import { newId, type TenantId } from 'platform/kernel/ids';
import { moneyOf } from 'platform/kernel/money';
import { ok } from 'platform/kernel/result';
import type { LedgerId } from '../domain/account/account.ts';
import type { BookWriter } from '../storage/writer/bookWriter.ts';
import type { Pair } from './usual-way.ts';

export interface Post extends Pair {
  readonly tenantId: TenantId;
  readonly ledgerId: LedgerId;
}

/** One euro from one account to another, effective when it is recorded. */
export function post(writer: BookWriter, { tenantId, ledgerId, debit, credit }: Post) {
  const amount = ok(moneyOf(100n, 'EUR' as CurrencyCode));
  const transactionId = newId('txn');
  return writer.post({
    tenantId,
    cause: { actor: 'bench', correlationId: 'bench', causationId: 'bench' },
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
}
