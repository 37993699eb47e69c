import { refusalMember } from 'platform/graphql/errors';
import { parseMoneyInput } from 'platform/graphql/money';
import { inputBeforeDefaults } from 'platform/graphql/mutation-input';
import { present } from 'platform/kernel/assert';
import { newId } from 'platform/kernel/ids';
import type { LedgerId } from '../../domain/account/account.ts';
import type { OpenAccount } from '../../domain/account/open.ts';
import { MAX_NAME_LENGTH } from '../../domain/ledger/ledger.ts';
import type { MutationResolvers, OpenAccountInput } from '../../generated/resolvers.ts';
import { openAccount as run } from '../../use-cases/openAccount.ts';
import { optionalMetadata, requireCode, requireText } from '../parse.ts';

export const openAccount: MutationResolvers['openAccount'] = async (_parent, { input }, context, info) => {
  const { idempotencyKey } = input;
  const sent = inputBeforeDefaults(info, context.variables);
  const opened = await run(context.services, context, { command: parse(input), idempotencyKey, input: sent });
  if (!opened.ok) return refusalMember(opened.error);
  const account = present(await context.accounts.load(opened.value), 'what was opened is there');
  return { __typename: 'OpenAccountSuccess', account };
};

function parse(input: OpenAccountInput): OpenAccount {
  const { ledgerId, code, name, type, currency, overdraftFloor, parentId } = input;
  requireCode(code);
  requireText(name, 'name', MAX_NAME_LENGTH);
  return {
    accountId: newId('acct'),
    ledgerId: ledgerId as LedgerId,
    code,
    name,
    type,
    currency,
    overdraftFloor: overdraftFloor ? parseMoneyInput(overdraftFloor, ['input', 'overdraftFloor']) : undefined,
    parentId: parentId ?? undefined,
    metadata: optionalMetadata(input.metadata),
  };
}
