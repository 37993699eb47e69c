import { requireScope } from 'platform/auth/scopes';
import { present } from 'platform/kernel/assert';
import { systemClock } from 'platform/kernel/clock';
import { capturedOf, remainingOf, statusOf } from '../domain/hold/hold.ts';
import type { HoldResolvers } from '../generated/resolvers.ts';

export const Hold: HoldResolvers = {
  __resolveReference: ({ id }, { actor, holds }) => {
    requireScope(actor, 'ledger:read');
    return holds.load(id);
  },
  ledger: async ({ ledgerId }, _args, { ledgers }) =>
    present(await ledgers.load(ledgerId), 'a hold has a ledger'),
  debitAccount: async ({ debitAccountId }, _args, { accounts }) =>
    present(await accounts.load(debitAccountId), 'a hold has a debit account'),
  creditAccount: async ({ creditAccountId }, _args, { accounts }) =>
    present(await accounts.load(creditAccountId), 'a hold has a credit account'),
  captured: capturedOf,
  remaining: (hold) => remainingOf(hold, systemClock.now()),
  status: (hold) => statusOf(hold, systemClock.now()),
  settledAt: ({ settled }) => settled?.at ?? null,
  captures: async ({ id }, _args, { captures, transactions }) =>
    Promise.all(
      ((await captures.load(id)) ?? []).map(async (transactionId) =>
        present(await transactions.load(transactionId), 'what captured a hold is there'),
      ),
    ),
};
