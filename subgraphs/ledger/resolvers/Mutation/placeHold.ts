import { badInput } from 'platform/errors/errors';
import { refusalMember } from 'platform/graphql/errors';
import { parsePositiveMoney } from 'platform/graphql/money';
import { inputBeforeDefaults } from 'platform/graphql/mutation-input';
import { type Instant, instantOf, systemClock } from 'platform/kernel/clock';
import { newId } from 'platform/kernel/ids';
import type { LedgerId } from '../../domain/account/account.ts';
import { DEFAULT_HOLD_DAYS } from '../../domain/hold/commands.ts';
import { isEffectiveTime, MAX_DESCRIPTION_LENGTH } from '../../domain/transaction/transaction.ts';
import type { MutationResolvers, PlaceHoldInput } from '../../generated/resolvers.ts';
import { type PlaceHoldCall, placeHold as run } from '../../use-cases/placeHold.ts';
import { optionalReference, optionalText } from '../parse.ts';
import { recordedHold } from '../recordedHold.ts';

export const placeHold: MutationResolvers['placeHold'] = async (_parent, { input }, context, info) => {
  const { idempotencyKey } = input;
  const sent = inputBeforeDefaults(info, context.variables);
  const placed = await run(context.services, context, { command: parse(input), idempotencyKey, input: sent });
  if (!placed.ok) return refusalMember(placed.error);
  return { __typename: 'PlaceHoldSuccess', hold: await recordedHold(placed.value, context) };
};

function parse(input: PlaceHoldInput): PlaceHoldCall['command'] {
  const { ledgerId, debitAccountId, creditAccountId, amount } = input;
  if (debitAccountId === creditAccountId) {
    throw badInput('A hold is between two accounts.', ['input', 'creditAccountId']);
  }
  return {
    kind: 'placeHold',
    holdId: newId('hold'),
    ledgerId: ledgerId as LedgerId,
    debitAccountId,
    creditAccountId,
    amount: parsePositiveMoney(amount, ['input', 'amount']),
    expiresAt: parseExpiry(input.expiresAt),
    description: optionalText(input.description, 'description', MAX_DESCRIPTION_LENGTH),
    reference: optionalReference(input.reference),
  };
}

const DAY = 86_400_000_000n;

function parseExpiry(at: Instant | null | undefined): Instant {
  const now = systemClock.now();
  if (at === null || at === undefined) return instantOf(now + BigInt(DEFAULT_HOLD_DAYS) * DAY);
  if (isEffectiveTime(at, now)) return at;
  throw badInput('"expiresAt" must be at most 100 years ahead.', ['input', 'expiresAt']);
}
