import { refusalMember } from 'platform/graphql/errors';
import { inputBeforeDefaults } from 'platform/graphql/mutation-input';
import { hasBurst } from '../../domain/policy/check.ts';
import type { Terms } from '../../domain/policy/policy.ts';
import type { MutationResolvers, QuotaCalendarInput, UpsertPolicyInput } from '../../generated/resolvers.ts';
import { upsertPolicy as run } from '../../use-cases/upsertPolicy.ts';
import { optionalAmount, parseAmount } from '../parse.ts';

export const upsertPolicy: MutationResolvers['upsertPolicy'] = async (_parent, { input }, context, info) => {
  const upserted = await run(context.services, context, {
    tenantId: input.tenantId ?? null,
    terms: termsOf(input),
    idempotencyKey: input.idempotencyKey,
    input: inputBeforeDefaults(info, context.variables),
  });
  return upserted.ok
    ? { __typename: 'UpsertPolicySuccess', policy: upserted.value }
    : refusalMember(upserted.error);
};

function termsOf(input: UpsertPolicyInput): Terms {
  const { name, subject, resource, algorithm } = input;
  const { unit = 'REQUESTS', mode = 'ENFORCE', nearLimitRatio = 0.8, failMode = 'OPEN' } = input;
  const limit = parseAmount(input.limit, 'limit');
  return {
    name,
    subject: { kind: subject.kind, pattern: subject.pattern ?? '*' },
    resource,
    algorithm,
    limit,
    periodMs: optionalAmount(input.periodMs, 'periodMs'),
    burst: optionalAmount(input.burst, 'burst') ?? (hasBurst(input) ? limit : null),
    calendar: input.calendar ? calendarOf(input.calendar) : null,
    unit,
    mode,
    nearLimitRatio,
    failMode,
  };
}

const calendarOf = (calendar: QuotaCalendarInput): Terms['calendar'] => {
  const { unit, timeZone = 'UTC', startDay = 1, rollover = 0n } = calendar;
  return { unit, timeZone, startDay, rollover: parseAmount(rollover, 'calendar', 'rollover') };
};
