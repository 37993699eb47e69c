import type { IncomingHttpHeaders } from 'node:http';
import { promisify } from 'node:util';
import { brotliDecompress, gunzip } from 'node:zlib';
import type { SubgraphResponse } from '../data-source.ts';
import { FetchFailure } from '../failure.ts';
import type { RawAnswer } from './exchange.ts';

/** Anything else (HTML of a proxy, a redirect) is not an answer. */
const CONTENT_TYPES = /^application\/([\w.-]+\+)?json\b/i;

/** Statuses with which a server, or a proxy before it, says that it may be better soon (RFC 9110, 15.6). */
const UNAVAILABLE = new Set([502, 503, 504]);

/**
 * Why an answer is none, by its status and headers. Those of 4xx are answers when they are GraphQL, but for 429 with
 * Retry-After; 5xx never are.
 */
export function refuseAnswer(status: number, headers: IncomingHttpHeaders): FetchFailure | undefined {
  const retryAfterMs = retryAfter(headers['retry-after']);
  if (status === 429 && retryAfterMs !== undefined)
    return new FetchFailure('throttled', `status ${status}`, retryAfterMs);
  if (status >= 500) {
    const kind = UNAVAILABLE.has(status) ? 'unavailable' : 'malformed';
    return new FetchFailure(kind, `status ${status}`, retryAfterMs);
  }
  const type = headers['content-type'];
  if (type !== undefined && CONTENT_TYPES.test(type)) return undefined;
  return new FetchFailure('malformed', `status ${status}, content-type ${type}`);
}

/** Seconds or a date (RFC 9110, 10.2.3), as milliseconds from now. */
function retryAfter(value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  const seconds = Number(value);
  const ms = Number.isNaN(seconds) ? Date.parse(value) - Date.now() : seconds * 1_000;
  return Number.isNaN(ms) ? undefined : Math.max(ms, 0);
}

/** What is asked for of subgraphs that may compress. */
export const ACCEPTED_ENCODINGS = 'br, gzip';

const DECODERS: Readonly<
  Record<string, (body: Buffer, options: { maxOutputLength: number }) => Promise<Buffer>>
> = { br: promisify(brotliDecompress), gzip: promisify(gunzip) };

/** Throws, or rejects, with FetchFailure for what is not GraphQL's answer. */
export function readAnswer(
  { headers, body }: RawAnswer,
  maxBytes: number,
): SubgraphResponse | Promise<SubgraphResponse> {
  const encoding = headers['content-encoding'] ?? 'identity';
  return encoding === 'identity' ? parseAnswer(body) : decode(encoding, body, maxBytes).then(parseAnswer);
}

async function decode(encoding: string, body: Buffer, maxOutputLength: number): Promise<Buffer> {
  const decoder = DECODERS[encoding.toLowerCase()];
  if (!decoder) throw new FetchFailure('malformed', `content-encoding ${encoding}`);
  try {
    return await decoder(body, { maxOutputLength });
  } catch (error) {
    const tooLong = (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE';
    throw new FetchFailure(tooLong ? 'too-long' : 'malformed', (error as Error).message);
  }
}

function parseAnswer(body: Buffer): SubgraphResponse {
  let answer: unknown;
  try {
    answer = JSON.parse(body.toString());
  } catch {
    throw new FetchFailure('malformed', 'the answer is not JSON');
  }
  if (isAnswer(answer)) return answer;
  throw new FetchFailure('malformed', 'neither data nor errors in the answer');
}

const isAnswer = (value: unknown): value is SubgraphResponse =>
  typeof value === 'object' &&
  value !== null &&
  ('data' in value || ('errors' in value && Array.isArray(value.errors)));
