import type { Refusal } from 'platform/kernel/refusal';
import { type Result, refuse } from 'platform/kernel/result';

/** The fields of an input of which a posting was made. */
export interface PostingFields {
  readonly accountId: string;
  readonly amount: string;
}

/**
 * The outcome of postings that the input does not list: where its refusal names one of them, it names the field of
 * which the posting was made, and the input itself for one that was made of none.
 */
export function inFieldsOf<Value, R extends Refusal>(
  outcome: Result<Value, R>,
  fields: readonly PostingFields[],
): Result<Value, R> {
  if (outcome.ok || outcome.error.path?.[1] !== 'postings') return outcome;
  const [, , index, name] = outcome.error.path;
  const field = fields[Number(index)]?.[name as keyof PostingFields];
  return refuse({ ...outcome.error, path: field ? ['input', field] : ['input'] });
}
