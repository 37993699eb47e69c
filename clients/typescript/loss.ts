import { ClientError, type ResponseError, responseError } from './errors.ts';

/** WebSocket close codes that say what another try would not change: the token, the request, the protocol. */
const FATAL_CLOSES: ReadonlyMap<number, 'UNAUTHENTICATED' | 'BAD_REQUEST'> = new Map([
  [4400, 'BAD_REQUEST'],
  [4401, 'UNAUTHENTICATED'],
  [4403, 'UNAUTHENTICATED'],
  [4406, 'BAD_REQUEST'],
  [4409, 'BAD_REQUEST'],
]);

const isErrorList = (value: unknown): value is readonly ResponseError[] => Array.isArray(value);

const closeCodeOf = (value: unknown): number | undefined =>
  typeof value === 'object' && value !== null && 'code' in value && typeof value.code === 'number'
    ? value.code
    : undefined;

export const textOrUndefined = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : undefined;

/** What the caller gets when it cannot go on. */
export function failureOf(reason: unknown): ClientError {
  if (isErrorList(reason)) return responseError(reason);
  const code = FATAL_CLOSES.get(closeCodeOf(reason) ?? 0) ?? 'NETWORK_ERROR';
  return new ClientError(code, 'the subscription was lost', { cause: reason });
}

/** The cursor that an error of the server brings, to resume from. */
export const resumeCursorOf = (reason: unknown): string | undefined =>
  isErrorList(reason) ? textOrUndefined(reason[0]?.extensions?.cursor) : undefined;

/** Errors of the server end it, unless they bring the cursor to resume from; a lost connection does not. */
export function mayResume(reason: unknown): boolean {
  if (isErrorList(reason)) return resumeCursorOf(reason) !== undefined;
  return !FATAL_CLOSES.has(closeCodeOf(reason) ?? 0);
}
