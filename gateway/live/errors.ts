import { GraphQLError } from 'graphql';
import { type ErrorCode, PlatformError } from 'platform/errors/errors';

/** The error as the API shows it: stable code, details, and what else the client needs. */
export const toGraphQLError = (
  error: PlatformError,
  extensions: Readonly<Record<string, unknown>> = {},
): GraphQLError =>
  new GraphQLError(error.message, { extensions: { code: error.code, ...error.details, ...extensions } });

/** The same for anything caught: what was not made for the caller is masked. */
export function maskedError(error: unknown): GraphQLError {
  if (error instanceof GraphQLError) return error;
  if (error instanceof PlatformError) return toGraphQLError(error);
  return new GraphQLError('Internal server error', { extensions: { code: 'INTERNAL_SERVER_ERROR' } });
}

/** A fault of the operation's text, with its place. */
export const withCode = (
  code: ErrorCode,
  { message, nodes, source, positions }: GraphQLError,
): GraphQLError => new GraphQLError(message, { nodes, source, positions, extensions: { code } });
