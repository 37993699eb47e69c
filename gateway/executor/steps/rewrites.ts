import type { FetchDataRewrite } from '@apollo/query-planner';
import { isObject, type Json, readerOf } from '../run.ts';
import type { TypeNames } from './plan-context.ts';

/** Changes what a subgraph gave, in place. */
export type Rewrite = (value: unknown) => void;

const FRAGMENT = '... on ';

/** Compiles the planner's changes of an answer: aliases of its own become the names that the operation has. */
export function compileRewrites(rewrites: readonly FetchDataRewrite[], types: TypeNames): Rewrite {
  const compiled = rewrites.map((rewrite) => compileStep(rewrite, rewrite.path, types));
  return (value) => {
    for (const rewrite of compiled) rewrite(value);
  };
}

function compileStep(rewrite: FetchDataRewrite, path: readonly string[], types: TypeNames): Rewrite {
  const [step = '', ...rest] = path;
  if (rest.length === 0) return inObjects(applying(rewrite, step));
  const next = compileStep(rewrite, rest, types);
  if (!step.startsWith(FRAGMENT)) {
    const read = readerOf(step);
    return inObjects((object) => next(read(object)));
  }
  const names = types.within(step.slice(FRAGMENT.length));
  return inObjects((object) => {
    const { __typename } = object;
    if (typeof __typename !== 'string' || names.has(__typename)) next(object);
  });
}

/** An object, or those of a list. */
const inObjects =
  (apply: (object: Json) => void): Rewrite =>
  (value) => {
    if (Array.isArray(value)) for (const item of value) inObjects(apply)(item);
    else if (isObject(value)) apply(value);
  };

function applying(rewrite: FetchDataRewrite, name: string): (object: Json) => void {
  if (rewrite.kind === 'ValueSetter') {
    const { setValueTo } = rewrite;
    return (object) => {
      object[name] = setValueTo;
    };
  }
  const { renameKeyTo } = rewrite;
  const read = readerOf(name);
  return (object) => {
    const value = read(object);
    if (value === undefined) return;
    object[renameKeyTo] = value;
    delete object[name];
  };
}
