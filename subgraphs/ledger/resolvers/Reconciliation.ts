import { present } from 'platform/kernel/assert';
import { instantOf } from 'platform/kernel/clock';
import { type Money, moneyOf } from 'platform/kernel/money';
import type { Context } from '../context.ts';
import type { Account } from '../domain/account/account.ts';
import { type Reconciliation as Found, statusOf } from '../domain/reconciliation/reconciliation.ts';
import type { ReconciliationResolvers } from '../generated/resolvers.ts';
import { listBreaks } from '../read-models/reconciliation/breaks.ts';
import { listMatches } from '../read-models/reconciliation/matches.ts';

const accountOf = async ({ accountId }: Found, { accounts }: Context): Promise<Account> =>
  present(await accounts.load(accountId), 'a reconciliation is of an account');

const balanceOf = async (found: Found, minor: bigint | null, context: Context): Promise<Money | null> =>
  minor === null ? null : moneyOf(minor, (await accountOf(found, context)).currency);

export const Reconciliation: ReconciliationResolvers = {
  account: (found, _args, context) => accountOf(found, context),
  asOf: ({ to, knownAt }) => ({ effectiveAt: instantOf(to - 1n), recordedAt: knownAt }),
  status: statusOf,
  openingBalance: (found, _args, context) => balanceOf(found, found.openingBalance, context),
  closingBalance: (found, _args, context) => balanceOf(found, found.closingBalance, context),
  matches: async (found, page, context) =>
    listMatches(
      context.services.reader(context.actor.tenantId),
      found,
      await accountOf(found, context),
      page,
    ),
  breaks: async (found, page, context) =>
    listBreaks(context.services.reader(context.actor.tenantId), found, await accountOf(found, context), page),
};
