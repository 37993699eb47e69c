/** Codes of the API (docs/errors.md), and after them those the client itself gives. */
export const ERROR_CODES = [
  'BAD_REQUEST',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'LIMIT_EXCEEDED',
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'UNAUTHORIZED_FIELD_OR_TYPE',
  'BAD_USER_INPUT',
  'CONFLICT',
  'NOT_FOUND',
  'COST_LIMIT_EXCEEDED',
  'SUBGRAPH_UNAVAILABLE',
  'SERVICE_UNAVAILABLE',
  'CURSOR_INVALID',
  'CURSOR_EXPIRED',
  'SLOW_CONSUMER',
  'INTERNAL_SERVER_ERROR',
] as const;

/** The server could not be reached, or did not answer in GraphQL; the time allowed was over. */
export const CLIENT_ERROR_CODES = ['NETWORK_ERROR', 'DEADLINE_EXCEEDED'] as const;

export type ErrorCode = (typeof ERROR_CODES)[number] | (typeof CLIENT_ERROR_CODES)[number];

/** One error of a response, as the server gave it. */
export interface ResponseError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions?: { readonly code?: ErrorCode; readonly [key: string]: unknown };
}

/** A request that failed, or of which a part did: `code` is that of the first error, `data` what came all the same. */
export class ClientError extends Error {
  override readonly name = 'ClientError';
  readonly code: ErrorCode;
  readonly errors: readonly ResponseError[];
  readonly data: unknown;

  constructor(
    code: ErrorCode,
    message: string,
    rest: { errors?: readonly ResponseError[]; data?: unknown; cause?: unknown } = {},
  ) {
    super(message, { cause: rest.cause });
    this.code = code;
    this.errors = rest.errors ?? [];
    this.data = rest.data;
  }
}

/** The error of a response with errors. */
export function responseError(errors: readonly ResponseError[], data?: unknown): ClientError {
  const [first] = errors;
  const code = first?.extensions?.code ?? 'INTERNAL_SERVER_ERROR';
  return new ClientError(code, first?.message ?? 'the server gave no reason', { errors, data });
}
