import { PlatformError } from 'platform/errors/errors';

/** A request that is turned away by a rule of HTTP, with a status of its own. */
export const refused = (
  statusCode: number,
  message: string,
): PlatformError & { readonly statusCode: number } =>
  Object.assign(new PlatformError('BAD_REQUEST', message), { statusCode });
