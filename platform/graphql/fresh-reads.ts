import type { GraphQLFieldResolver } from 'graphql';

type MutationResolvers = Readonly<Record<string, GraphQLFieldResolver<unknown, object>>>;

interface Clearable {
  clear(): void;
}

/**
 * The mutations of one request run one after the other and share its loaders. After each, all of the context that can
 * be cleared is: what it answers, and what the next ones read, is the state that it left.
 */
export const withFreshReads = (mutations: MutationResolvers): MutationResolvers =>
  Object.fromEntries(
    Object.entries(mutations).map(([name, resolve]) => [
      name,
      async (root, args, context, info) => {
        try {
          return await resolve(root, args, context, info);
        } finally {
          for (const shared of Object.values(context).filter(isClearable)) shared.clear();
        }
      },
    ]),
  );

const isClearable = (value: unknown): value is Clearable =>
  (typeof value === 'object' || typeof value === 'function') &&
  value !== null &&
  typeof (value as Partial<Clearable>).clear === 'function';
