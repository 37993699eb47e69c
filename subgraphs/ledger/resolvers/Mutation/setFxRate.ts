import { refusalMember } from 'platform/graphql/errors';
import { inputBeforeDefaults } from 'platform/graphql/mutation-input';
import { newId } from 'platform/kernel/ids';
import { MAX_SOURCE_LENGTH, type SetFxRate } from '../../domain/fx/rate.ts';
import type { MutationResolvers, SetFxRateInput } from '../../generated/resolvers.ts';
import { setFxRate as run } from '../../use-cases/setFxRate.ts';
import { optionalEffectiveTime, optionalText, parseRate } from '../parse.ts';

export const setFxRate: MutationResolvers['setFxRate'] = async (_parent, { input }, context, info) => {
  const { idempotencyKey } = input;
  const sent = inputBeforeDefaults(info, context.variables);
  const set = await run(context.services, context, { command: parse(input), idempotencyKey, input: sent });
  if (!set.ok) return refusalMember(set.error);
  return { __typename: 'SetFxRateSuccess', fxRate: set.value };
};

const parse = ({ ledgerId, base, quote, rate, effectiveAt, source }: SetFxRateInput): SetFxRate => ({
  id: newId('fxr'),
  ledgerId,
  base,
  quote,
  rate: parseRate(rate),
  effectiveAt: optionalEffectiveTime(effectiveAt),
  source: optionalText(source, 'source', MAX_SOURCE_LENGTH),
});
