import type { GraphQLFormattedError } from 'graphql';
import type { StreamFormat } from './stream-format.ts';

/** The boundary follows each part at once: a client takes a part for whole only when it sees what ends it. */
const part = (body: string): string => `\r\ncontent-type: application/json\r\n\r\n${body}\r\n--graphql`;

const HEARTBEAT = part('{}');

const ended = (error: GraphQLFormattedError): string =>
  part(JSON.stringify({ payload: null, errors: [error] }));

/**
 * Apollo's multipart protocol for subscriptions
 * (https://www.apollographql.com/docs/graphos/routing/operations/subscriptions/multipart-protocol). It has no place
 * for a cursor but in what is selected and in the error that ends the stream.
 */
export const multipart: StreamFormat = {
  transport: 'multipart',
  contentType: 'multipart/mixed; boundary="graphql"; subscriptionSpec="1.0"',
  opening: `--graphql${HEARTBEAT}`,
  next: (answer) => part(`{"payload":${answer}}`),
  heartbeat: () => HEARTBEAT,
  failure: ended,
  restart: (error) => `${ended(error)}--\r\n`,
  closing: '--\r\n',
};
