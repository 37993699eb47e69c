/** SQLSTATE classes and codes that say nothing about the message: it may well succeed later, as it is. */
const TRANSIENT_CLASSES = new Set(['08', '53', '58']);
const TRANSIENT_CODES = new Set([
  '40001', // serialization_failure
  '40P01', // deadlock_detected
  '55P03', // lock_not_available
  '57P01', // admin_shutdown
  '57P02', // crash_shutdown
  '57P03', // cannot_connect_now
  '57P05', // idle_session_timeout
  '25P03', // idle_in_transaction_session_timeout
  'SERVICE_UNAVAILABLE', // a part of ours that itself waits for the database
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EPIPE',
  'ETIMEDOUT',
]);
/** `pg` gives these no code. */
const TRANSIENT_MESSAGES =
  /^Connection terminated|^timeout e(?:xpired$|xceeded when trying to connect)|^Query read timeout$|^Client (has encountered a connection error|was closed)/;
const MAX_CAUSES = 10;

/** True for a failure of the database or the way to it, anywhere in the chain of causes. */
export function isTransient(error: unknown): boolean {
  let current = error;
  for (let depth = 0; depth < MAX_CAUSES && typeof current === 'object' && current !== null; depth++) {
    const { code, message, cause } = current as { code?: unknown; message?: unknown; cause?: unknown };
    if (typeof code === 'string' && isTransientCode(code)) return true;
    if (typeof message === 'string' && TRANSIENT_MESSAGES.test(message)) return true;
    current = cause;
  }
  return false;
}

const isTransientCode = (code: string): boolean =>
  TRANSIENT_CODES.has(code) || (/^[0-9A-Z]{5}$/.test(code) && TRANSIENT_CLASSES.has(code.slice(0, 2)));
