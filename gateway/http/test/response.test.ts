import { describe, expect, test } from '@jest/globals';
import { statusOf } from '../response.ts';

const NEW = 'application/graphql-response+json';
const OLD = 'application/json';
const failed = (code: string) => ({ errors: [{ message: '', extensions: { code } }] });

describe('the status', () => {
  test.each([
    ['executed', { data: {} }, 200, 200],
    ['executed, and everything is null', { data: null, ...failed('NOT_FOUND') }, 200, 200],
    ['a syntax error', failed('GRAPHQL_PARSE_FAILED'), 400, 200],
    ['an invalid document', failed('GRAPHQL_VALIDATION_FAILED'), 400, 200],
    ['no operation to choose', failed('OPERATION_RESOLUTION_FAILURE'), 400, 200],
    ['a variable that does not fit', failed('BAD_USER_INPUT'), 400, 200],
    ['too costly', failed('COST_LIMIT_EXCEEDED'), 400, 200],
    ['not well-formed', failed('BAD_REQUEST'), 400, 400],
    ['a token that does not hold', failed('UNAUTHENTICATED'), 401, 401],
    ['nothing can be served', failed('SERVICE_UNAVAILABLE'), 503, 503],
    ['a bug', failed('INTERNAL_SERVER_ERROR'), 500, 500],
  ])('%s', (_name, answer, inNew, inOld) => {
    expect([statusOf(NEW, answer), statusOf(OLD, answer)]).toEqual([inNew, inOld]);
  });

  test('one that was given holds for what was not executed', () => {
    expect(statusOf(OLD, failed('BAD_REQUEST'), 405)).toBe(405);
    expect(statusOf(OLD, { data: {} }, 500)).toBe(200);
  });
});
