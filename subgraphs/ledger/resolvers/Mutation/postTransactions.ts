import type { GraphQLResolveInfo } from 'graphql';
import { badInput } from 'platform/errors/errors';
import { refusalMember } from 'platform/graphql/errors';
import { parseIdempotencyKey } from 'platform/graphql/idempotency';
import { inputBeforeDefaults } from 'platform/graphql/mutation-input';
import { present } from 'platform/kernel/assert';
import type { Context } from '../../context.ts';
import { MAX_BATCH_POSTINGS, MAX_BATCH_TRANSACTIONS } from '../../domain/transaction/transaction.ts';
import type { MutationResolvers, PostTransactionsInput } from '../../generated/resolvers.ts';
import { postTransaction } from '../../use-cases/postTransaction.ts';
import { postTransactions as run } from '../../use-cases/postTransactions.ts';
import { parsePostTransaction } from '../postTransactionInput.ts';
import { allRecorded, recorded } from '../recorded.ts';

const PATH = ['input', 'transactions'];

export const postTransactions: MutationResolvers['postTransactions'] = async (
  _parent,
  { input },
  context,
  info,
) => {
  requireSize(input);
  return input.atomic ? postAll(input, context, info) : postEach(input, context, info);
};

function requireSize({ transactions }: PostTransactionsInput): void {
  if (transactions.length < 1 || transactions.length > MAX_BATCH_TRANSACTIONS) {
    throw badInput(`"transactions" must have 1 to ${MAX_BATCH_TRANSACTIONS} entries.`, PATH);
  }
  const postings = transactions.reduce((sum, transaction) => sum + transaction.postings.length, 0);
  if (postings > MAX_BATCH_POSTINGS) {
    throw badInput(`"transactions" must have at most ${MAX_BATCH_POSTINGS} postings together.`, PATH);
  }
}

const parseAll = ({ transactions }: PostTransactionsInput) =>
  transactions.map((transaction, index) => parsePostTransaction(transaction, [...PATH, String(index)]));

async function postAll(input: PostTransactionsInput, context: Context, info: GraphQLResolveInfo) {
  if (!input.idempotencyKey) {
    throw badInput('"idempotencyKey" is required when atomic.', ['input', 'idempotencyKey']);
  }
  const posted = await run(context.services, context, {
    commands: parseAll(input),
    idempotencyKey: input.idempotencyKey,
    input: inputBeforeDefaults(info, context.variables),
  });
  if (!posted.ok) return refusalMember(posted.error);
  const transactions = await allRecorded(posted.value, context);
  const results = transactions.map(
    (transaction) => ({ __typename: 'PostTransactionSuccess', transaction }) as const,
  );
  return { __typename: 'PostTransactionsSuccess', results } as const;
}

/** Side by side: the writer groups them. None is asked for while another one is bad input. */
async function postEach(input: PostTransactionsInput, context: Context, info: GraphQLResolveInfo) {
  const sent = inputBeforeDefaults(info, context.variables) as { readonly transactions: readonly object[] };
  const keys = input.transactions.map(({ idempotencyKey }, index) =>
    parseIdempotencyKey(idempotencyKey, [...PATH, String(index)]),
  );
  const results = await Promise.all(
    parseAll(input).map(async (command, index) => {
      const idempotencyKey = present(keys[index], 'a key for each command');
      const item = present([sent.transactions].flat()[index], 'an input as it was sent');
      const posted = await postTransaction(context.services, context, {
        command,
        idempotencyKey,
        input: item,
      });
      if (!posted.ok) return refusalMember({ ...posted.error, path: within(posted.error.path, index) });
      const transaction = await recorded(posted.value, context);
      return { __typename: 'PostTransactionSuccess', transaction } as const;
    }),
  );
  return { __typename: 'PostTransactionsSuccess', results } as const;
}

const within = (path: readonly string[] | undefined, index: number): readonly string[] => [
  ...PATH,
  String(index),
  ...(path ?? []).slice(1),
];
