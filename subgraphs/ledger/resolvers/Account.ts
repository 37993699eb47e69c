import { requireScope } from 'platform/auth/scopes';
import { present } from 'platform/kernel/assert';
import type { AccountResolvers } from '../generated/resolvers.ts';
import { listHistory } from '../read-models/history/list.ts';
import { readStatement } from '../read-models/statement/read.ts';

export const Account: AccountResolvers = {
  __resolveReference: ({ id }, { actor, accounts }) => {
    requireScope(actor, 'ledger:read');
    return accounts.load(id);
  },
  ledger: async ({ ledgerId }, _args, { ledgers }) =>
    present(await ledgers.load(ledgerId), 'an account has a ledger'),
  parent: ({ parentId }, _args, { accounts }) => (parentId ? accounts.load(parentId) : null),
  balance: async ({ id }, { at }, { balance }) =>
    present(await balance(id, at ?? {}), 'an account has a balance'),
  volumes: async ({ id }, { window }, { volumes }) =>
    present(await volumes(id, window ?? {}), 'an account has volumes'),
  statement: (account, asked, { actor, services }) => readStatement(services, actor.tenantId, account, asked),
  history: ({ id }, page, { actor, services }) => listHistory(services.reader(actor.tenantId), id, page),
};
