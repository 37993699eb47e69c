import { refusalMember } from 'platform/graphql/errors';
import { parsePositiveMoney } from 'platform/graphql/money';
import { inputBeforeDefaults } from 'platform/graphql/mutation-input';
import { present } from 'platform/kernel/assert';
import type { MutationResolvers } from '../../generated/resolvers.ts';
import { depositCash as run } from '../../use-cases/depositCash.ts';
import { particularsOf } from '../particulars.ts';
import { recorded } from '../recorded.ts';

export const depositCash: MutationResolvers['depositCash'] = async (_parent, { input }, context, info) => {
  const { cashPointId, accountId, idempotencyKey } = input;
  const moved = await run(context.services, context, {
    transfer: {
      from: { kind: 'account', id: accountId, field: 'accountId' },
      to: { kind: 'cashPoint', id: cashPointId, field: 'cashPointId' },
      amount: parsePositiveMoney(input.amount, ['input', 'amount']),
    },
    particulars: particularsOf(input),
    idempotencyKey,
    input: inputBeforeDefaults(info, context.variables),
  });
  if (!moved.ok) return refusalMember(moved.error);
  const cashPoint = present(await context.cashPoints.load(cashPointId), 'a cash point is never removed');
  return { __typename: 'DepositCashSuccess', transaction: await recorded(moved.value, context), cashPoint };
};
