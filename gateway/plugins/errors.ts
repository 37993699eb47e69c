import { unwrapResolverError } from '@apollo/server/errors';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { Logger } from 'pino';
import { ERROR_CODES, type ErrorCode, PlatformError } from 'platform/errors/errors';
import { counterOf } from 'platform/telemetry/metrics';
import type { Registry } from 'prom-client';
import { currentRequestId } from './request-id.ts';

export interface ErrorOptions {
  /**
   * Subgraphs whose messages reach the client whatever their code; true: all. Of the others only errors with one of
   * our codes do, the rest is masked. Default false.
   */
  readonly exposeSubgraphMessages?: boolean | readonly string[];
  readonly logger: Logger;
  readonly metrics: Registry;
}

/** Extensions of a subgraph that tell of its inside. */
const INSIDE = new Set(['stacktrace', 'exception', 'response', 'query', 'variables', 'serviceName', 'http']);
const MASKED = 'Internal server error';

/** Of a message, and of a name in a path: what a caller sent does not come back to it in full. */
const MAX_TEXT_CHARS = 1_000;

/** Statuses of failures that end the whole request: nothing was executed. */
const HTTP_STATUS: Partial<Record<ErrorCode, number>> = {
  BAD_REQUEST: 400,
  GRAPHQL_PARSE_FAILED: 400,
  GRAPHQL_VALIDATION_FAILED: 400,
  OPERATION_RESOLUTION_FAILURE: 400,
  PERSISTED_QUERY_NOT_FOUND: 400,
  PERSISTED_QUERY_NOT_SUPPORTED: 400,
  UNTRUSTED_DOCUMENT: 403,
  LIMIT_EXCEEDED: 400,
  COST_LIMIT_EXCEEDED: 400,
  BAD_USER_INPUT: 400,
  CURSOR_INVALID: 400,
  UNAUTHENTICATED: 401,
  UNAUTHORIZED_FIELD_OR_TYPE: 403,
  RATE_LIMITED: 429,
  NOT_FOUND: 404,
  SERVICE_UNAVAILABLE: 503,
};

/** The HTTP status of a request that failed with this code; 500 for what is not the caller's fault. */
export const httpStatusOf = (code: unknown): number => HTTP_STATUS[code as ErrorCode] ?? 500;

/** An error that ends the request, with its code and details; anything unknown stays for the mask. */
export function toGraphQLError(error: unknown): GraphQLError {
  if (error instanceof GraphQLError) return error;
  if (!(error instanceof PlatformError)) return new GraphQLError(MASKED, { originalError: error as Error });
  const { code, message, details } = error;
  return new GraphQLError(message, { extensions: { ...details, code } });
}

/** The last hand on an error before the client sees it. */
export type FormatError = (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError;

/**
 * Makes errors fit for the client: message, path, code, the service it came from and the request's id, never a
 * stack. What has no code of our list is a bug or a stranger's: it is logged and masked.
 */
export function createErrorFormatter({
  exposeSubgraphMessages = false,
  logger,
  metrics,
}: ErrorOptions): FormatError {
  const errors = counterOf(metrics, {
    name: 'gateway_errors_total',
    help: 'Errors by code',
    labels: ['code'],
  });
  const exposes = (service: unknown): boolean =>
    Array.isArray(exposeSubgraphMessages)
      ? exposeSubgraphMessages.includes(service)
      : exposeSubgraphMessages === true && service !== undefined;

  return (formatted, error) => {
    const { code, serviceName: service } = formatted.extensions ?? {};
    const requestId = currentRequestId();
    const shown = isPublic(code) || exposes(service);
    if (!shown) logger.error({ err: loggable(formatted, error), service, requestId }, 'an error was masked');
    errors.inc({ code: isPublic(code) ? code : 'INTERNAL_SERVER_ERROR' });
    return {
      message: shown ? shortened(formatted.message) : MASKED,
      ...(formatted.path && { path: shortenedPath(formatted.path) }),
      ...(formatted.locations && { locations: formatted.locations }),
      extensions: {
        ...(shown && detailsOf(formatted)),
        code: shown ? code : 'INTERNAL_SERVER_ERROR',
        ...(service !== undefined && { service }),
        ...(requestId && { requestId }),
      },
    };
  };
}

/** The extensions of a subgraph's error stay out of the log: they may be rows, variables, whole responses. */
function loggable({ message, path, extensions = {} }: GraphQLFormattedError, error: unknown): unknown {
  const { code, serviceName } = extensions;
  return serviceName === undefined ? unwrapResolverError(error) : { message, path, code };
}

const isPublic = (code: unknown): code is ErrorCode =>
  code !== 'INTERNAL_SERVER_ERROR' && ERROR_CODES.includes(code as ErrorCode);

function detailsOf({ extensions = {} }: GraphQLFormattedError): Record<string, unknown> {
  const outside = Object.entries(extensions).filter(([name]) => !INSIDE.has(name));
  return Object.fromEntries(
    outside.map(([name, value]) => [
      name,
      name === 'path' && Array.isArray(value) ? shortenedPath(value) : value,
    ]),
  );
}

const shortened = (text: string): string =>
  text.length <= MAX_TEXT_CHARS ? text : `${text.slice(0, MAX_TEXT_CHARS).toWellFormed()}…`;

const shortenedPath = <Key>(path: readonly Key[]): (Key | string)[] =>
  path.map((key) => (typeof key === 'string' ? shortened(key) : key));
