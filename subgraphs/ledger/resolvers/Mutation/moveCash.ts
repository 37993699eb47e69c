import { refusalMember } from 'platform/graphql/errors';
import { parsePositiveMoney } from 'platform/graphql/money';
import { inputBeforeDefaults } from 'platform/graphql/mutation-input';
import { present } from 'platform/kernel/assert';
import type { MutationResolvers } from '../../generated/resolvers.ts';
import { moveCash as run } from '../../use-cases/moveCash.ts';
import { particularsOf } from '../particulars.ts';
import { recorded } from '../recorded.ts';

export const moveCash: MutationResolvers['moveCash'] = async (_parent, { input }, context, info) => {
  const { fromCashPointId, toCashPointId, idempotencyKey } = input;
  const moved = await run(context.services, context, {
    transfer: {
      from: { kind: 'cashPoint', id: fromCashPointId, field: 'fromCashPointId' },
      to: { kind: 'cashPoint', id: toCashPointId, field: 'toCashPointId' },
      amount: parsePositiveMoney(input.amount, ['input', 'amount']),
    },
    particulars: particularsOf(input),
    idempotencyKey,
    input: inputBeforeDefaults(info, context.variables),
  });
  if (!moved.ok) return refusalMember(moved.error);
  const [from, to] = await Promise.all(
    [fromCashPointId, toCashPointId].map((id) => context.cashPoints.load(id)),
  );
  return {
    __typename: 'MoveCashSuccess',
    transaction: await recorded(moved.value, context),
    from: present(from, 'a cash point is never removed'),
    to: present(to, 'a cash point is never removed'),
  };
};
