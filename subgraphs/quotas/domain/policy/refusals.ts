import type { Refusal } from 'platform/kernel/refusal';

/** How many policies a tenant may have. */
export const MAX_POLICIES = 1_000;

export type InvalidPolicy = Refusal<'InvalidPolicy'>;
export type UnknownPolicy = Refusal<'UnknownPolicy'>;
export type TooManyPolicies = Refusal<'TooManyPolicies'> & { readonly maximum: number };

export const invalidPolicy = (field: string, message: string): InvalidPolicy => ({
  type: 'InvalidPolicy',
  message,
  path: ['input', ...field.split('.')],
});

export const unknownPolicy: UnknownPolicy = {
  type: 'UnknownPolicy',
  message: 'There is no such policy.',
  path: ['input', 'policyId'],
};

export const tooManyPolicies: TooManyPolicies = {
  type: 'TooManyPolicies',
  message: `There are ${MAX_POLICIES} policies already.`,
  maximum: MAX_POLICIES,
};
