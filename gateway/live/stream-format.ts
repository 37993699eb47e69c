import type { GraphQLFormattedError } from 'graphql';
import type { Transport } from './metrics.ts';

/** How an operation is written on an HTTP response that stays open. Each function gives the bytes as text. */
export interface StreamFormat {
  readonly transport: Transport;
  readonly contentType: string;
  /** The first bytes: the operation was let in. */
  readonly opening: string;
  /** A result as JSON; `cursor`, when there is one, covers everything up to and with it. */
  next(answer: string, cursor: string | undefined): string;
  /** Nothing has happened; `cursor` covers everything sent so far, undefined while something is on its way. */
  heartbeat(cursor: string | undefined): string;
  /** The operation ends with an error. */
  failure(error: GraphQLFormattedError, cursor: string | undefined): string;
  /** The operation ends because the gateway stops: the client should come back, here or elsewhere, and resume. */
  restart(error: GraphQLFormattedError, cursor: string | undefined): string;
  /** The last bytes of an operation that is over, after `failure` too, but not after `restart`. */
  readonly closing: string;
}
