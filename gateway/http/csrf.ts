import type { IncomingHttpHeaders } from 'node:http';

/** Headers that a page can only send after the browser has asked this server (a preflight). */
const PREFLIGHTED = ['apollo-require-preflight', 'x-apollo-operation-name', 'graphql-require-preflight'];

/** What a form or an image can send without asking. */
const SIMPLE_CONTENT_TYPES =
  /^\s*(application\/x-www-form-urlencoded|multipart\/form-data|text\/plain)\s*(;|$)/i;

/**
 * True for a request that a page of another site may have made a browser send without a preflight: with the user's
 * cookies, and for the time that the answer takes to tell something. Browsers say where a request comes from
 * (Fetch Metadata: `Sec-Fetch-Site`, over HTTPS and on this machine; otherwise `Origin`, when a script sends it);
 * one that says nothing is a browser by its name. What is no browser carries nobody's cookies.
 */
export function mayBeForged(headers: IncomingHttpHeaders): boolean {
  const contentType = headers['content-type'];
  if (contentType !== undefined && !SIMPLE_CONTENT_TYPES.test(contentType)) return false;
  if (PREFLIGHTED.some((name) => headers[name])) return false;
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site !== 'same-origin';
  if (headers.origin !== undefined) return !isSameOrigin(headers.origin, headers.host);
  return headers['user-agent']?.startsWith('Mozilla/') ?? false;
}

const isSameOrigin = (origin: string, host: string | undefined): boolean =>
  URL.parse(origin)?.host === host?.toLowerCase();
