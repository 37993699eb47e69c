import { limitExceeded } from 'platform/errors/errors';
import { AnswerData, type AnswerParts, answerText } from '../executor/answer.ts';
import type { FormatError } from '../plugins/errors.ts';
import { toGraphQLError } from '../plugins/errors.ts';
import type { GraphQLAnswer } from './response.ts';

/** UTF-8 has at most so many bytes for what UTF-16 has one unit for. */
const MAX_BYTES_PER_UNIT = 3;

/** The answer, or, when it is longer than it may be, its error instead of its data: nothing is sent in part. */
export type BoundAnswer = (answer: GraphQLAnswer) => GraphQLAnswer;

/** Bounds answers to so many bytes of JSON. Data that is text already is not written a second time. */
export function createBoundAnswer(maximum: number, formatError: FormatError): BoundAnswer {
  return (answer) => {
    if (!isLonger(answer, maximum)) return answer;
    const { extensions } = answer;
    const error = limitExceeded('responseBytes', maximum);
    const { message, extensions: details } = toGraphQLError(error);
    return { errors: [formatError({ message, extensions: details }, error)], data: null, extensions };
  };
}

/** Whether an answer with data has more bytes as JSON. */
export function isLonger(answer: AnswerParts, maximum: number): boolean {
  const { data } = answer;
  if (data === undefined || data === null) return false;
  const text = data instanceof AnswerData ? data.text : answerText(answer);
  return text.length * MAX_BYTES_PER_UNIT > maximum && Buffer.byteLength(text) > maximum;
}
