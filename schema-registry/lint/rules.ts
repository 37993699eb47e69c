import type { LintRule } from './rule.ts';
import { inputName } from './rules/input-name.ts';
import { listWithoutListSize } from './rules/list-without-list-size.ts';
import { mutationWithoutAuthorisation } from './rules/mutation-without-authorisation.ts';
import { namingConvention } from './rules/naming-convention.ts';
import { noHashtagDescription } from './rules/no-hashtag-description.ts';
import { noScalarResultTypeOnMutation } from './rules/no-scalar-result-type-on-mutation.ts';
import { noTypenamePrefix } from './rules/no-typename-prefix.ts';
import { noUnreachableTypes } from './rules/no-unreachable-types.ts';
import { relayArguments } from './rules/relay-arguments.ts';
import { relayConnectionTypes } from './rules/relay-connection-types.ts';
import { relayEdgeTypes } from './rules/relay-edge-types.ts';
import { requireDeprecationReason } from './rules/require-deprecation-reason.ts';
import { requireDescription } from './rules/require-description.ts';
import { requireMemberDescription } from './rules/require-member-description.ts';
import { subscriptionWithoutAuthorisation } from './rules/subscription-without-authorisation.ts';
import { uniqueEnumValueNames } from './rules/unique-enum-value-names.ts';

export const LINT_RULES: readonly LintRule[] = [
  mutationWithoutAuthorisation,
  subscriptionWithoutAuthorisation,
  listWithoutListSize,
  namingConvention,
  noHashtagDescription,
  noTypenamePrefix,
  noUnreachableTypes,
  requireDeprecationReason,
  requireDescription,
  requireMemberDescription,
  uniqueEnumValueNames,
  inputName,
  noScalarResultTypeOnMutation,
  relayArguments,
  relayConnectionTypes,
  relayEdgeTypes,
];
