import type { ExecutionResult, GraphQLError, GraphQLFormattedError } from 'graphql';
import type { Logger } from 'pino';
import { PlatformError } from 'platform/errors/errors';
import type { FormatError } from '../plugins/errors.ts';
import { maskedError } from './errors.ts';

/** A result as the client sees it. */
export interface Answer {
  readonly data?: unknown;
  readonly errors?: readonly GraphQLFormattedError[];
  readonly extensions?: Readonly<Record<string, unknown>>;
}

/** The last hand on what any transport sends. */
export interface Answers {
  result(result: ExecutionResult): Answer;
  error(error: GraphQLError | GraphQLFormattedError): GraphQLFormattedError;
  /** What was caught while an operation was begun or read; a bug is logged and masked. */
  refusal(error: unknown): GraphQLError;
}

export function createAnswers(formatError: FormatError, logger: Logger): Answers {
  // What an executor of whole requests answers is formatted already.
  const format: Answers['error'] = (error) =>
    'toJSON' in error ? formatError(error.toJSON(), error) : error;
  return {
    error: format,
    result: ({ data, errors, extensions }) => ({
      data,
      ...(errors && { errors: errors.map(format) }),
      ...(extensions && { extensions }),
    }),
    refusal(error) {
      const shown = maskedError(error);
      if (shown !== error && !(error instanceof PlatformError))
        logger.error({ err: error }, 'subscription failed');
      return shown;
    },
  };
}
