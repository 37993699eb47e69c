import { limitExceeded, PlatformError } from 'platform/errors/errors';

/** A GraphQL request as it came in, by whichever transport: each parameter has the right type. */
export interface GraphQLRequest {
  readonly query?: string | undefined;
  /** Names a document that the gateway knows, instead of `query`. */
  readonly documentId?: string | undefined;
  readonly operationName?: string | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
  readonly extensions?: Readonly<Record<string, unknown>> | undefined;
}

/** Reads the body of a POST. Throws BAD_REQUEST when it is not well-formed; null stands for an absent parameter. */
export function requestOfBody(body: unknown): GraphQLRequest {
  if (!isRecord(body)) throw malformed('The body must be a JSON object with the document in `query`.');
  return {
    query: stringOf(body, 'query'),
    documentId: stringOf(body, 'documentId'),
    operationName: stringOf(body, 'operationName'),
    variables: recordOf(body, 'variables'),
    extensions: recordOf(body, 'extensions'),
  };
}

/**
 * Reads the body of a POST that may be a list of requests. Throws LIMIT_EXCEEDED for one that is too long, and likewise
 * BAD_REQUEST, also when one of the list is not well-formed: then none is executed.
 */
export function requestsOf(body: unknown, batchSize: number): GraphQLRequest | readonly GraphQLRequest[] {
  if (!Array.isArray(body)) return requestOfBody(body);
  if (batchSize === 1) throw malformed('A list of requests is not served: send them one by one.');
  if (body.length === 0) throw malformed('The list of requests is empty.');
  if (body.length > batchSize) throw tooMany(batchSize);
  return body.map(requestOfBody);
}

/** It was not read, so it is refused as a body that is too long. */
const tooMany = (batchSize: number): PlatformError =>
  Object.assign(limitExceeded('batchSize', batchSize), { statusCode: 413 });

/** Reads the URL of a GET, where `variables` and `extensions` are JSON texts. Throws BAD_REQUEST likewise. */
export function requestOfUrl(url: string): GraphQLRequest {
  const parameters = URL.parse(url, 'http://localhost')?.searchParams ?? new URLSearchParams();
  const given = {
    query: once(parameters, 'query'),
    documentId: once(parameters, 'documentId'),
    operationName: once(parameters, 'operationName') || undefined,
    variables: fromJson(once(parameters, 'variables'), 'variables'),
    extensions: fromJson(once(parameters, 'extensions'), 'extensions'),
  };
  return requestOfBody(given);
}

const malformed = (message: string): PlatformError => new PlatformError('BAD_REQUEST', message);

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function stringOf(body: Record<string, unknown>, name: string): string | undefined {
  const value = body[name] ?? undefined;
  if (value === undefined || typeof value === 'string') return value;
  throw malformed(`\`${name}\` must be a string.`);
}

function recordOf(body: Record<string, unknown>, name: string): Record<string, unknown> | undefined {
  const value = body[name] ?? undefined;
  if (value === undefined || isRecord(value)) return value;
  throw malformed(`\`${name}\` must be an object.`);
}

function once(parameters: URLSearchParams, name: string): string | undefined {
  const [value, ...more] = parameters.getAll(name);
  if (more.length > 0) throw malformed(`\`${name}\` stands in the URL more than once.`);
  return value;
}

function fromJson(text: string | undefined, name: string): unknown {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw malformed(`\`${name}\` in the URL is not JSON.`);
  }
}
