import { badInput } from 'platform/errors/errors';
import { hashInput } from 'platform/graphql/input-hash';
import { type InvalidAmount, invalidAmount } from 'platform/graphql/money';
import { type Instant, parseInstant, systemClock } from 'platform/kernel/clock';
import { isCurrency } from 'platform/kernel/currencies';
import { MAX_MINOR, type Money, moneyOf, type WireMoney } from 'platform/kernel/money';
import { ok, type Result, refuse } from 'platform/kernel/result';
import type { PostTransactionCommand } from '../contract/events.ts';
import type { LedgerId } from '../domain/account/account.ts';
import {
  isEffectiveTime,
  type PostTransaction,
  type TransactionId,
} from '../domain/transaction/transaction.ts';
import type { Command } from './command.ts';
import { mayOverride } from './mayOverride.ts';
import type { Services } from './services.ts';

/**
 * Records a transaction for another service, which made its id. The answer is the event `posted` or `refused`; another
 * command under an id that was used is a fault, because that one has its answer.
 */
export async function takePostTransaction(
  { writer }: Services,
  { event, actor, cause }: Command,
): Promise<void> {
  const data = event.data as PostTransactionCommand;
  const claim = { mutation: 'command:postTransaction', key: data.transactionId, inputHash: hashInput(data) };
  const outcome = await writer.post({
    tenantId: actor.tenantId,
    command: { ...toCommand(data), mayOverride: mayOverride(actor) },
    claim,
    cause,
    answerRefusal: true,
  });
  if (!outcome.ok && outcome.error.type === 'IdempotencyConflict') throw new Error(outcome.error.message);
}

const toCommand = (data: PostTransactionCommand): Omit<PostTransaction, 'mayOverride'> => ({
  kind: 'postTransaction',
  transactionId: data.transactionId as TransactionId,
  ledgerId: data.ledgerId as LedgerId,
  postings: data.postings.map(({ accountId, direction, amount }, index) => ({
    accountId,
    direction,
    amount: parseAmount(amount, ['postings', String(index), 'amount']),
  })),
  effectiveAt: data.effectiveAt === null ? undefined : parseEffectiveTime(data.effectiveAt),
  description: data.description,
  reference: data.reference,
  metadata: null,
  reverses: null,
});

/** What the schema of commands cannot say. */
function parseAmount({ minor: text, currency }: WireMoney, path: string[]): Result<Money, InvalidAmount> {
  const minor = BigInt(text);
  if (isCurrency(currency) && minor > 0n && minor < MAX_MINOR) return ok(moneyOf(minor, currency));
  return refuse(
    invalidAmount('The amount must be greater than zero, in range, and of a known currency.', path),
  );
}

function parseEffectiveTime(text: string): Instant {
  const at = parseInstant(text);
  if (at !== undefined && isEffectiveTime(at, systemClock.now())) return at;
  throw badInput('"effectiveAt" must be from 1970 to 100 years ahead.', ['effectiveAt']);
}
