import type { IncomingHttpHeaders } from 'node:http';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { present } from 'platform/kernel/assert';
import type { CompressionSettings } from '../config/compression.ts';
import type { GatewayContext } from '../context.ts';
import { lifetimeOf } from '../lifetime.ts';
import type { Live } from '../live/live.ts';
import type { Authenticate } from '../plugins/authentication.ts';
import type { ClientAddressOf } from './client-address.ts';
import { mayBeForged } from './csrf.ts';
import type { SendPage } from './graphiql.ts';
import {
  ANSWER_TYPES,
  type AnswerType,
  isStreamType,
  preferred,
  STREAM_TYPES,
  type StreamType,
} from './negotiate.ts';
import { refused } from './refused.ts';
import { type GraphQLRequest, requestOfUrl, requestsOf } from './request.ts';
import { sendAnswer, sendAnswers } from './response.ts';
import type { Run } from './run.ts';
import { sendStream } from './stream.ts';
import { addTickets, ticketOf, withTicket } from './tickets.ts';
import { varyBy } from './vary.ts';

export interface GraphQLRoutesOptions {
  readonly run: Run;
  readonly authenticate: Authenticate;
  readonly clientAddressOf: ClientAddressOf;
  /** For all that is done for a request. */
  readonly deadlineMs: number;
  /** For browsers that open the path; absent: none. */
  readonly sendPage?: SendPage | undefined;
  readonly compression: CompressionSettings;
  /** Requests in one HTTP request. */
  readonly batchSize: number;
  /** Request headers that an answer may depend on: told to caches where one may be kept. */
  readonly varying: readonly string[];
  /** For clients that take the answer as a stream; absent: none. */
  readonly live?: Pick<Live, 'streams' | 'tickets'> | undefined;
}

const PATH = '/graphql';

/** Adds GraphQL over HTTP (https://graphql.github.io/graphql-over-http): POST, and GET for queries. */
export function addGraphQL(server: FastifyInstance, options: GraphQLRoutesOptions): void {
  const { sendPage, live, authenticate } = options;
  const answer = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const type = acceptableType(request.headers, live !== undefined);
    if (isStreamType(type)) return answerByStream(request, reply, type, options);
    if (mayBeForged(request.headers)) throw forged();
    return answerWhole(request, reply, type, options);
  };
  server.post(PATH, answer);
  if (live) addTickets(server, live.tickets, authenticate);
  server.get(PATH, (request, reply) =>
    sendPage && prefersHtml(request.headers) ? sendPage(reply) : answer(request, reply),
  );
  // As a hook it comes before the body is read.
  server.route({ method: OTHER_METHODS, url: PATH, onRequest: notAllowed, handler: notAllowed });
}

/** A ticket cannot be had by a page of another site, unless it may call: then it comes from there. */
async function answerByStream(
  request: FastifyRequest,
  reply: FastifyReply,
  type: StreamType,
  options: GraphQLRoutesOptions,
): Promise<FastifyReply> {
  const { streams, tickets } = present(options.live, 'a stream is agreed on where there are streams');
  const ticket = ticketOf(request);
  if (ticket === undefined && mayBeForged(request.headers)) throw forged();
  const headers = withTicket(request.headers, ticket, tickets);
  return sendStream(streams, type, await contextOf(request, headers, options), request, reply);
}

/** Executes what came and sends it whole. */
async function answerWhole(
  request: FastifyRequest,
  reply: FastifyReply,
  type: AnswerType,
  options: GraphQLRoutesOptions,
): Promise<FastifyReply> {
  const { run, deadlineMs, batchSize, compression, varying } = options;
  const { method, body, url } = request;
  const asked = method === 'POST' ? requestsOf(body, batchSize) : requestOfUrl(url);
  const { signal, deadlineAtMs } = lifetimeOf(reply.raw, deadlineMs);
  const responseHeaders = new Map<string, string | string[]>();
  const context = {
    ...(await contextOf(request, request.headers, options)),
    responseHeaders,
    signal,
    deadlineAtMs,
  };
  const runOne = (one: GraphQLRequest) => run(one, context, method);
  const outcome = isList(asked) ? await Promise.all(asked.map(runOne)) : await runOne(asked);
  for (const [name, value] of responseHeaders) void reply.header(name, value);
  if (responseHeaders.has('cache-control')) varyBy(reply, varying);
  return isList(outcome)
    ? sendAnswers(reply, type, outcome, compression)
    : sendAnswer(reply, type, outcome, compression);
}

const isList = <Item>(value: Item | readonly Item[]): value is readonly Item[] => Array.isArray(value);

const OTHER_METHODS = ['PUT', 'PATCH', 'DELETE', 'OPTIONS'];

const notAllowed = async (_request: FastifyRequest, reply: FastifyReply): Promise<never> => {
  void reply.header('allow', 'GET, POST');
  throw refused(405, 'GraphQL is served by POST, and by GET for queries.');
};

function acceptableType({ accept }: IncomingHttpHeaders, hasStreams: boolean): AnswerType | StreamType {
  const type = preferred(accept, hasStreams ? [...ANSWER_TYPES, ...STREAM_TYPES] : ANSWER_TYPES);
  if (type) return type;
  throw refused(406, `The answer can be ${ANSWER_TYPES.join(' or ')}: the header Accept allows neither.`);
}

const prefersHtml = ({ accept }: IncomingHttpHeaders): boolean =>
  preferred(accept, [...ANSWER_TYPES, 'text/html']) === 'text/html';

const forged = () =>
  refused(
    400,
    'A page of another site could have made a browser send this: add the header `apollo-require-preflight: 1`.',
  );

async function contextOf(
  request: FastifyRequest,
  given: IncomingHttpHeaders,
  { authenticate, clientAddressOf }: GraphQLRoutesOptions,
): Promise<GatewayContext> {
  const headers = singleHeaders(given);
  const actor = await authenticate(given);
  const caller = actor ? { actor } : { clientAddress: clientAddressOf(request.raw) };
  return { ...caller, requestId: request.id, traceparent: headers.traceparent, headers };
}

const singleHeaders = (headers: IncomingHttpHeaders): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : (value ?? ''),
    ]),
  );
