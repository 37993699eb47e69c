import { refusalMember } from 'platform/graphql/errors';
import { inputBeforeDefaults } from 'platform/graphql/mutation-input';
import { present } from 'platform/kernel/assert';
import { MAX_NAME_LENGTH } from '../../domain/ledger/ledger.ts';
import type { MutationResolvers } from '../../generated/resolvers.ts';
import { openLedger as run } from '../../use-cases/openLedger.ts';
import { requireText } from '../parse.ts';

export const openLedger: MutationResolvers['openLedger'] = async (_parent, { input }, context, info) => {
  const { name, idempotencyKey } = input;
  requireText(name, 'name', MAX_NAME_LENGTH);
  const sent = inputBeforeDefaults(info, context.variables);
  const opened = await run(context.services, context, { name, idempotencyKey, input: sent });
  if (!opened.ok) return refusalMember(opened.error);
  const ledger = present(await context.ledgers.load(opened.value), 'what was opened is there');
  return { __typename: 'OpenLedgerSuccess', ledger };
};
