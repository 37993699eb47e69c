import { badInput } from 'platform/errors/errors';
import { refusalMember } from 'platform/graphql/errors';
import { type InvalidAmount, invalidAmount, parseMoneyInput } from 'platform/graphql/money';
import { inputBeforeDefaults } from 'platform/graphql/mutation-input';
import { present } from 'platform/kernel/assert';
import { type Money, parseMoney } from 'platform/kernel/money';
import { type Result, refuse } from 'platform/kernel/result';
import { type Denomination, MAX_DENOMINATIONS, totalOf } from '../../domain/cash/cashCount.ts';
import { MAX_DESCRIPTION_LENGTH } from '../../domain/transaction/transaction.ts';
import type { CountCashInput, DenominationInput, MutationResolvers } from '../../generated/resolvers.ts';
import { countCash as run } from '../../use-cases/countCash.ts';
import { optionalText } from '../parse.ts';

export const countCash: MutationResolvers['countCash'] = async (_parent, { input }, context, info) => {
  const { cashPointId, idempotencyKey } = input;
  const counted = parseCounted(input);
  const outcome = await run(context.services, context, {
    cashPointId,
    counted,
    denominations: counted.ok ? parseDenominations(input.denominations ?? [], counted.value) : null,
    description: optionalText(input.description, 'description', MAX_DESCRIPTION_LENGTH),
    idempotencyKey,
    input: inputBeforeDefaults(info, context.variables),
  });
  if (!outcome.ok) return refusalMember(outcome.error);
  const [id] = outcome.value.ids;
  const count = await context.cashCounts.load(present(id, 'what was counted has an id'));
  return { __typename: 'CountCashSuccess', count: present(count, 'what was counted is there') };
};

/** Nothing at all may be there. */
function parseCounted({ counted }: CountCashInput): Result<Money, InvalidAmount> {
  const path = ['input', 'counted'];
  const parsed = parseMoneyInput(counted, path);
  if (!parsed.ok || parsed.value.minor >= 0n) return parsed;
  return refuse(invalidAmount('The amount must not be below zero.', path));
}

/** None when there are none. Fails with BAD_USER_INPUT when they do not add up to what was counted. */
function parseDenominations(
  inputs: readonly DenominationInput[],
  counted: Money,
): readonly Denomination[] | null {
  const path = ['input', 'denominations'];
  if (inputs.length === 0) return null;
  if (inputs.length > MAX_DENOMINATIONS) {
    throw badInput(`"denominations" must have at most ${MAX_DENOMINATIONS} entries.`, path);
  }
  const denominations = inputs.map((input, index) =>
    parseDenomination(input, counted, [...path, String(index)]),
  );
  if (totalOf(denominations, counted).minor === counted.minor) return denominations;
  throw badInput('"denominations" do not add up to "counted".', path);
}

function parseDenomination(
  { value, count }: DenominationInput,
  { currency }: Money,
  path: readonly string[],
): Denomination {
  const parsed = parseMoney({ amount: value, currency });
  if (!parsed.ok || parsed.value.minor <= 0n) {
    throw badInput(`"value" must be an amount in ${currency} above zero, such as "5".`, [...path, 'value']);
  }
  if (count < 0) throw badInput('"count" must not be below zero.', [...path, 'count']);
  return { value: parsed.value, count };
}
