import type { ExecutionResult } from 'graphql';

type ObjectData = Record<string, unknown>;

/**
 * The data of an answer that has nothing wrong with it. It is sent as `text`; whoever looks inside gets objects made
 * for him (`dataOf`). In any other answer `data` is a plain object, or null.
 */
export class AnswerData {
  /** The data as JSON. */
  readonly text: string;
  /** What was fetched, by response name, before anything that was not selected was left out. Not to be changed. */
  readonly merged: ObjectData;
  readonly #expand: () => ObjectData;

  constructor(text: string, merged: ObjectData, expand: () => ObjectData) {
    this.text = text;
    this.merged = merged;
    this.#expand = expand;
  }

  /** The data as JSON.stringify and everybody else wants it. */
  toJSON(): ObjectData {
    return this.#expand();
  }
}

/** The data of an answer as plain objects. */
export const dataOf = ({ data }: ExecutionResult): ObjectData | null | undefined =>
  data instanceof AnswerData ? data.toJSON() : data;

/** What was fetched for an answer, by response name: at least what is shown. For counting, not for showing. */
export const mergedOf = ({ data }: ExecutionResult): ObjectData | null | undefined =>
  data instanceof AnswerData ? data.merged : data;

/** An answer as JSON, errors first, so that a reader of the text sees them. */
export function answerText({ errors, data, extensions }: AnswerParts): string {
  const parts: string[] = [];
  if (errors !== undefined) parts.push(`"errors":${JSON.stringify(errors)}`);
  if (data !== undefined) parts.push(`"data":${textOf(data)}`);
  if (extensions !== undefined) parts.push(`"extensions":${JSON.stringify(extensions)}`);
  return `{${parts.join()}}`;
}

export interface AnswerParts {
  readonly errors?: readonly object[] | undefined;
  readonly data?: unknown;
  readonly extensions?: object | undefined;
}

const textOf = (data: unknown): string => (data instanceof AnswerData ? data.text : JSON.stringify(data));
