import { type DestinationStream, type Logger, pino, stdTimeFunctions } from 'pino';
import { activeTraceId } from './tracing.ts';

/** Fields that never reach a log, wherever they stand in the first three levels. */
const SECRETS = [
  'authorization',
  'cookie',
  'set-cookie',
  'token',
  'accessToken',
  'refreshToken',
  'signature',
  'password',
  'secret',
  'apiKey',
  'privateKey',
  'connectionString',
];

const REDACTED = SECRETS.flatMap((name) => [`["${name}"]`, `*["${name}"]`, `*.*["${name}"]`]);

export interface LoggerOptions {
  /** The process or service. */
  readonly name: string;
  /** pino's levels; default LOG_LEVEL or "info". */
  readonly level?: string;
  /** Default: standard output. */
  readonly destination?: DestinationStream;
}

/** Logs JSON lines with an ISO time, the trace id of the work in hand, and secrets left out. */
export function createLogger({
  name,
  level = process.env.LOG_LEVEL ?? 'info',
  destination,
}: LoggerOptions): Logger {
  const options = {
    name,
    level,
    timestamp: stdTimeFunctions.isoTime,
    redact: { paths: REDACTED, censor: '[redacted]' },
    mixin: traceMixin,
  };
  return destination ? pino(options, destination) : pino(options);
}

function traceMixin(): object {
  const traceId = activeTraceId();
  return traceId ? { traceId } : {};
}

export interface RequestFields {
  readonly requestId?: string | undefined;
  readonly tenant?: string | undefined;
  readonly actor?: string | undefined;
}

/** A logger whose every line names the request it belongs to. */
export const requestLogger = (logger: Logger, fields: RequestFields): Logger => logger.child(fields);
