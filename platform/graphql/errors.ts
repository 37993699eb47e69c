import { GraphQLError } from 'graphql';
import type { Logger } from 'pino';
import { ERROR_CODES, type ErrorCode, PlatformError } from '../errors/errors.ts';
import { isTransient } from '../errors/transient.ts';
import { type Refusal, refusalCode } from '../kernel/refusal.ts';

/** A refusal as the member of its mutation's result union: of several refusals, several members. */
export type RefusalMember<R extends Refusal> = R extends Refusal
  ? Omit<R, 'type' | 'path'> & {
      readonly __typename: R['type'];
      readonly code: string;
      readonly path: readonly string[] | null;
    }
  : never;

/** @example return posted.ok ? { __typename: 'PostTransactionSuccess', transaction } : refusalMember(posted.error); */
export function refusalMember<R extends Refusal>(refusal: R): RefusalMember<R> {
  const { type, path, ...data } = refusal;
  return {
    ...data,
    __typename: type,
    code: refusalCode(type),
    path: path ?? null,
  } as unknown as RefusalMember<R>;
}

/**
 * An error as the caller may see it: a PlatformError with its code and details; one of GraphQL's own with its code,
 * or `defaultCode`; what is left INTERNAL_SERVER_ERROR, with everything else, is logged and masked.
 */
export function publicError(error: GraphQLError, logger: Logger, defaultCode: ErrorCode): GraphQLError {
  const cause = rootCause(error);
  if (cause instanceof PlatformError) {
    return withCode(error, cause.message, { ...cause.details, code: cause.code });
  }
  const code = cause instanceof GraphQLError ? codeOf(cause, defaultCode) : 'INTERNAL_SERVER_ERROR';
  if (code !== 'INTERNAL_SERVER_ERROR') return withCode(error, error.message, { code });
  logger.error({ err: cause, path: error.path }, 'an unexpected error was masked');
  if (isTransient(cause))
    return withCode(error, 'Not available now. Try again.', { code: 'SERVICE_UNAVAILABLE' });
  return withCode(error, 'Internal server error.', { code });
}

/** The innermost error: GraphQL wraps what resolvers and scalars throw. */
function rootCause(error: GraphQLError): unknown {
  let cause: unknown = error;
  while (cause instanceof GraphQLError && cause.originalError) cause = cause.originalError;
  return cause;
}

function codeOf({ extensions }: GraphQLError, defaultCode: ErrorCode): ErrorCode {
  const code = extensions.code as ErrorCode;
  return ERROR_CODES.includes(code) ? code : defaultCode;
}

/** Made anew, so that neither the original nor its stack comes along. */
const withCode = (error: GraphQLError, message: string, extensions: Record<string, unknown>): GraphQLError =>
  new GraphQLError(message, { nodes: error.nodes, path: error.path, extensions });
