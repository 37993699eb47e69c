import type { GraphQLResolveInfo } from 'graphql';
import { inputBeforeDefaults } from 'platform/graphql/mutation-input';
import type { Context } from '../context.ts';
import { MAX_DESCRIPTION_LENGTH } from '../domain/transaction/transaction.ts';
import type { FreezeAccountInput } from '../generated/resolvers.ts';
import type { ChangeStatusCall } from '../use-cases/changeStatus.ts';
import { optionalText } from './parse.ts';

/** The inputs of the mutations that change an account's status are alike. */
export const statusCall = (
  { accountId, reason, idempotencyKey }: FreezeAccountInput,
  { variables }: Context,
  info: GraphQLResolveInfo,
): ChangeStatusCall => ({
  accountId,
  reason: optionalText(reason, 'reason', MAX_DESCRIPTION_LENGTH),
  idempotencyKey,
  input: inputBeforeDefaults(info, variables),
});
