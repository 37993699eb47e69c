import type { Refusal } from 'platform/kernel/refusal';
import type { OverrideStatus } from './override.ts';

export type UnknownOverride = Refusal<'UnknownOverride'>;
export type InvalidOverride = Refusal<'InvalidOverride'>;
export type SelfApproval = Refusal<'SelfApproval'>;
export type InvalidOverrideState = Refusal<'InvalidOverrideState'> & { readonly status: OverrideStatus };

export const unknownOverride: UnknownOverride = {
  type: 'UnknownOverride',
  message: 'There is no such override.',
  path: ['input', 'overrideId'],
};

export const invalidOverride = (field: string, message: string): InvalidOverride => ({
  type: 'InvalidOverride',
  message,
  path: ['input', ...field.split('.')],
});

export const selfApproval: SelfApproval = {
  type: 'SelfApproval',
  message: 'An override is approved by somebody other than who requested it.',
  path: ['input', 'overrideId'],
};

export const invalidOverrideState = (status: OverrideStatus): InvalidOverrideState => ({
  type: 'InvalidOverrideState',
  message: `The override is ${status.toLowerCase()}.`,
  path: ['input', 'overrideId'],
  status,
});
