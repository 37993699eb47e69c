import type { ApiErrorCode } from './error-codes.ts';

/** A code of the API; the server could not be reached, or did not answer in GraphQL; the time allowed was over. */
export type ErrorCode = ApiErrorCode | 'NETWORK_ERROR' | 'DEADLINE_EXCEEDED';

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
