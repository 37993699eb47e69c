import { hashInput } from 'platform/graphql/input-hash';
import { parseInstant } from 'platform/kernel/clock';
import { moneyFromWire } from 'platform/kernel/money';
import { ok } from 'platform/kernel/result';
import type { PostTransactionCommand } from '../contract/events.ts';
import type { LedgerId } from '../domain/account/account.ts';
import type { PostTransaction, TransactionId } from '../domain/transaction/transaction.ts';
import type { Command } from './command.ts';
import type { Services } from './services.ts';

/** Records a transaction for another service, which made its id. The answer is the event `posted` or `refused`. */
export async function takePostTransaction(
  { writer }: Services,
  { event, actor, cause }: Command,
): Promise<void> {
  const data = event.data as PostTransactionCommand;
  const claim = { mutation: 'command:postTransaction', key: data.transactionId, inputHash: hashInput(data) };
  await writer.post({
    tenantId: actor.tenantId,
    command: toCommand(data),
    claim,
    cause,
    answerRefusal: true,
  });
}

const toCommand = (data: PostTransactionCommand): PostTransaction => ({
  transactionId: data.transactionId as TransactionId,
  ledgerId: data.ledgerId as LedgerId,
  postings: data.postings.map(({ accountId, direction, amount }) => ({
    accountId,
    direction,
    amount: ok(moneyFromWire(amount)),
  })),
  effectiveAt: data.effectiveAt ? parseInstant(data.effectiveAt) : undefined,
  description: data.description,
  reference: data.reference,
  metadata: null,
  reverses: null,
});
