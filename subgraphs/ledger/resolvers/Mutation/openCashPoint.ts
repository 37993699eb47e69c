import { refusalMember } from 'platform/graphql/errors';
import { inputBeforeDefaults } from 'platform/graphql/mutation-input';
import { newId } from 'platform/kernel/ids';
import type { LedgerId } from '../../domain/account/account.ts';
import type { OpenCashPoint } from '../../domain/cash/cashPoint.ts';
import { MAX_NAME_LENGTH } from '../../domain/ledger/ledger.ts';
import type { MutationResolvers, OpenCashPointInput } from '../../generated/resolvers.ts';
import { openCashPoint as run } from '../../use-cases/openCashPoint.ts';
import { requireCode, requireText } from '../parse.ts';

export const openCashPoint: MutationResolvers['openCashPoint'] = async (
  _parent,
  { input },
  context,
  info,
) => {
  const { idempotencyKey } = input;
  const sent = inputBeforeDefaults(info, context.variables);
  const opened = await run(context.services, context, { command: parse(input), idempotencyKey, input: sent });
  if (!opened.ok) return refusalMember(opened.error);
  return { __typename: 'OpenCashPointSuccess', cashPoint: opened.value };
};

function parse({ ledgerId, name, kind, code, currency }: OpenCashPointInput): OpenCashPoint {
  requireText(name, 'name', MAX_NAME_LENGTH);
  if (typeof code === 'string') requireCode(code);
  return {
    id: newId('cash'),
    accountId: newId('acct'),
    ledgerId: ledgerId as LedgerId,
    name,
    kind,
    code: code ?? undefined,
    currency,
  };
}
