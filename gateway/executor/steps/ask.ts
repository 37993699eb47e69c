import type { SubgraphError, SubgraphOperation } from '../../data-source/data-source.ts';
import { isObject, type Json, MAX_ERRORS, type Run } from '../run.ts';
import type { Problems } from './problems.ts';

/** What a subgraph gave, as far as it has the form of an answer. */
export interface Given {
  readonly data: Json | undefined;
  readonly errors: readonly SubgraphError[];
}

/** Asks a subgraph. Undefined, and the problem told, when it did not answer. */
export async function ask(
  run: Run,
  service: string,
  operation: SubgraphOperation,
  problems: Problems,
): Promise<Given | undefined> {
  const fetch = run.fetches[service];
  try {
    if (!fetch) throw new Error(`there is no subgraph ${service}`);
    const { data, errors } = await fetch(operation, run.context);
    return { data: isObject(data) ? data : undefined, errors: errors ? errorsIn(errors) : NONE };
  } catch (error) {
    problems.unanswered(run, error);
    return undefined;
  }
}

const NONE: readonly SubgraphError[] = [];

const errorsIn = (errors: unknown): readonly SubgraphError[] =>
  Array.isArray(errors) ? (errors.slice(0, MAX_ERRORS).filter(isObject) as unknown as SubgraphError[]) : NONE;
