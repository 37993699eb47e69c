/**
 * Failures that are not refusals: they end the request, and GraphQL carries them as `extensions.code`.
 * Every code is listed in docs/errors.md. The message is for the caller: nothing of the inside goes in it.
 */
export const ERROR_CODES = [
  'BAD_REQUEST',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'OPERATION_UNRESOLVABLE',
  'PERSISTED_QUERY_NOT_FOUND',
  'PERSISTED_QUERY_NOT_SUPPORTED',
  'UNTRUSTED_DOCUMENT',
  'LIMIT_EXCEEDED',
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'UNAUTHORIZED_FIELD_OR_TYPE',
  'BAD_USER_INPUT',
  'CONFLICT',
  'NOT_FOUND',
  'COST_LIMIT_EXCEEDED',
  'RATE_LIMITED',
  'SUBGRAPH_UNAVAILABLE',
  'SUBGRAPH_RESPONSE_INVALID',
  'SERVICE_UNAVAILABLE',
  'CURSOR_INVALID',
  'CURSOR_EXPIRED',
  'SLOW_CONSUMER',
  'INTERNAL_SERVER_ERROR',
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

/** A failure with a stable code that may be shown to the caller; `details` become further `extensions`. */
export class PlatformError extends Error {
  override readonly name = 'PlatformError';
  readonly code: ErrorCode;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(code: ErrorCode, message: string, details: Readonly<Record<string, unknown>> = {}) {
    super(message);
    this.code = code;
    this.details = details;
  }
}

export const unauthenticated = (message = 'A valid token is needed.'): PlatformError =>
  new PlatformError('UNAUTHENTICATED', message);

export const forbidden = (message = 'Not allowed.'): PlatformError => new PlatformError('FORBIDDEN', message);

/** There is no such thing, or it is another tenant's: the two are never told apart. */
export const notFound = (message: string): PlatformError => new PlatformError('NOT_FOUND', message);

/** A malformed argument: `path` is the input field at fault, outermost first. */
export const badInput = (message: string, path: readonly string[] = []): PlatformError =>
  new PlatformError('BAD_USER_INPUT', message, { path });

/** A request over one of the documented bounds: `limit` is its name, `path` leads to the variable's value at fault. */
export const limitExceeded = (limit: string, maximum: number, path?: readonly string[]): PlatformError =>
  new PlatformError('LIMIT_EXCEEDED', `The request is over the limit ${limit}: at most ${maximum}.`, {
    limit,
    maximum,
    ...(path ? { path } : {}),
  });
