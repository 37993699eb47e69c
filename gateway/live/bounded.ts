import { limitExceeded } from 'platform/errors/errors';
import type { Execute } from '../executor/execute.ts';
import { isLonger } from '../http/bounded-answer.ts';
import { toGraphQLError } from './errors.ts';

/** Answers an event whose answer would have more bytes as JSON with LIMIT_EXCEEDED and without data. */
export const bounded =
  (execute: Execute, responseBytes: number): Execute =>
  async (state, request) => {
    const answer = await execute(state, request);
    if (!isLonger(answer, responseBytes)) return answer;
    return { data: null, errors: [toGraphQLError(limitExceeded('responseBytes', responseBytes))] };
  };
