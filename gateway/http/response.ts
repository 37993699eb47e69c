import type { IncomingHttpHeaders } from 'node:http';
import type { FastifyReply } from 'fastify';
import type { GraphQLFormattedError } from 'graphql';
import { bearerToken } from 'platform/auth/token-verifier';
import type { CompressionSettings } from '../config/compression.ts';
import { answerText } from '../executor/answer.ts';
import { httpStatusOf } from '../plugins/errors.ts';
import { codingOf, compress } from './compress.ts';
import type { AnswerType } from './negotiate.ts';

/** The answer to a GraphQL request, ready for the client. */
export interface GraphQLAnswer {
  readonly errors?: readonly GraphQLFormattedError[] | undefined;
  /** Absent when nothing was executed. */
  readonly data?: unknown;
  readonly extensions?: Readonly<Record<string, unknown>> | undefined;
}

/** What HTTP adds to an answer. */
export interface AnswerHead {
  /** Absent: that of the first error's code. */
  readonly status?: number | undefined;
  readonly headers?: Iterable<readonly [string, string]> | undefined;
}

/** How a request ended. */
export interface Outcome {
  readonly answer: GraphQLAnswer;
  readonly head?: AnswerHead | undefined;
}

/** Sends an answer. Nobody may keep it unless it is whole and a header of it says so. */
export function sendAnswer(
  reply: FastifyReply,
  type: AnswerType,
  { answer, head: { status, headers = [] } = {} }: Outcome,
  compression?: CompressionSettings,
): FastifyReply | Promise<FastifyReply> {
  for (const [name, value] of headers) void reply.header(name, value);
  if (answer.errors !== undefined || !reply.hasHeader('cache-control')) forbidKeeping(reply);
  void reply.code(statusOf(type, answer, status));
  if (reply.statusCode === 401) void reply.header('www-authenticate', challengeOf(reply.request.headers));
  return sendText(reply, type, answerText(answer), compression);
}

/** What a client without the right token is told (RFC 6750, 3); that one does not hold, only when it sent one. */
const challengeOf = ({ authorization }: IncomingHttpHeaders): string =>
  bearerToken(authorization) === undefined ? 'Bearer' : 'Bearer error="invalid_token"';

/** Sends the answers to a list of requests, as a list in their order. What became of each is said in it alone. */
export const sendAnswers = (
  reply: FastifyReply,
  type: AnswerType,
  outcomes: readonly Outcome[],
  compression?: CompressionSettings,
): FastifyReply | Promise<FastifyReply> => {
  forbidKeeping(reply);
  return sendText(reply, type, `[${outcomes.map(({ answer }) => answerText(answer)).join()}]`, compression);
};

const forbidKeeping = (reply: FastifyReply): void => void reply.header('cache-control', 'no-store');

/** Sends JSON, compressed when it is long enough and the client takes it. */
function sendText(
  reply: FastifyReply,
  type: AnswerType,
  text: string,
  { enabled, thresholdChars }: CompressionSettings = UNCOMPRESSED,
): FastifyReply | Promise<FastifyReply> {
  void reply.type(`${type}; charset=utf-8`);
  const coding =
    enabled && text.length >= thresholdChars ? codingOf(reply.request.headers['accept-encoding']) : undefined;
  if (!coding) return reply.send(text);
  void reply.header('content-encoding', coding);
  const bytes = compress(text, coding);
  return Buffer.isBuffer(bytes) ? reply.send(bytes) : bytes.then((late) => reply.send(late));
}

const UNCOMPRESSED: CompressionSettings = { enabled: false, thresholdChars: 0 };

/**
 * The status of an answer (GraphQL over HTTP, "Status Codes"). Executed: 200, also with errors. Not executed: that of
 * the error; but in `application/json`, whose readers take any other status for that of something on the way, 200 when
 * the request was well-formed and only its document or variables are at fault.
 */
export function statusOf(
  type: AnswerType,
  { errors = [], data }: Pick<GraphQLAnswer, 'errors' | 'data'>,
  given?: number,
): number {
  if (data !== undefined) return 200;
  const code = errors[0]?.extensions?.code;
  const status = given ?? httpStatusOf(code);
  return type === 'application/json' && status === 400 && code !== 'BAD_REQUEST' ? 200 : status;
}
