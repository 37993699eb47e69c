import { requireScope } from 'platform/auth/scopes';
import { badInput } from 'platform/errors/errors';
import { parseIdempotencyKey } from 'platform/graphql/idempotency';
import { hashInput } from 'platform/graphql/input-hash';
import { present } from 'platform/kernel/assert';
import type { PostTransaction } from '../domain/transaction/transaction.ts';
import { mayOverride } from './mayOverride.ts';
import { narrow } from './narrow.ts';
import { POST_REFUSALS } from './postTransaction.ts';
import type { Caller, Services } from './services.ts';

export interface PostTransactionsCall {
  readonly commands: readonly Omit<PostTransaction, 'mayOverride'>[];
  readonly idempotencyKey: string;
  /** As it was sent, for the idempotency key. */
  readonly input: object;
}

/** Records transactions of one book, all or none. The refusal of one is that of all; its path names the one. */
export async function postTransactions(
  { writer }: Services,
  { actor, cause }: Caller,
  { commands, idempotencyKey, input }: PostTransactionsCall,
) {
  requireScope(actor, 'ledger:write');
  const { ledgerId } = present(commands[0], 'at least one transaction');
  const stray = commands.findIndex((command) => command.ledgerId !== ledgerId);
  if (stray >= 0) {
    throw badInput('All transactions must be of one ledger.', [
      'input',
      'transactions',
      String(stray),
      'ledgerId',
    ]);
  }
  const transactions = commands.map((command) => ({ ...command, mayOverride: mayOverride(actor) }));
  const outcome = await writer.post({
    tenantId: actor.tenantId,
    command: { kind: 'postTransactions', ledgerId, transactions },
    claim: {
      mutation: 'postTransactions',
      key: parseIdempotencyKey(idempotencyKey),
      inputHash: hashInput(input),
    },
    cause,
    answerRefusal: false,
  });
  return narrow(outcome, POST_REFUSALS);
}
