import { badInput } from 'platform/errors/errors';
import { refusalMember } from 'platform/graphql/errors';
import { parsePositiveMoney } from 'platform/graphql/money';
import { inputBeforeDefaults } from 'platform/graphql/mutation-input';
import { present } from 'platform/kernel/assert';
import { type Decimal, parseDecimal } from 'platform/kernel/decimal';
import type { ExchangeInput, MutationResolvers } from '../../generated/resolvers.ts';
import { type ExchangeCall, exchange as run } from '../../use-cases/exchange.ts';
import { parseRate } from '../parse.ts';
import { particularsOf } from '../particulars.ts';
import { recorded } from '../recorded.ts';

export const exchange: MutationResolvers['exchange'] = async (_parent, { input }, context, info) => {
  const { idempotencyKey } = input;
  const sent = inputBeforeDefaults(info, context.variables);
  const exchanged = await run(context.services, context, { ...parse(input), idempotencyKey, input: sent });
  if (!exchanged.ok) return refusalMember(exchanged.error);
  const transaction = await recorded(exchanged.value, context);
  return {
    __typename: 'ExchangeSuccess',
    transaction,
    exchange: present(transaction.exchange, 'an exchange says at what'),
  };
};

const parse = (input: ExchangeInput): Pick<ExchangeCall, 'order' | 'particulars'> => ({
  order: {
    ledgerId: input.ledgerId,
    fromAccountId: input.fromAccountId,
    toAccountId: input.toAccountId,
    sell: parsePositiveMoney(input.sell, ['input', 'sell']),
    rate: input.rate === null || input.rate === undefined ? undefined : parseRate(input.rate),
    spread: parseSpread(input.spread ?? '0'),
  },
  particulars: particularsOf(input),
});

function parseSpread(text: string): Decimal {
  const spread = parseDecimal(text);
  if (spread?.startsWith('0')) return spread;
  throw badInput('"spread" must be a decimal from 0 to less than 1, such as "0.005".', ['input', 'spread']);
}
