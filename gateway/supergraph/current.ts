import type { SupergraphState } from './state.ts';

/** The supergraph that is being served. Whoever starts an operation takes it once and stays with what it got. */
export interface CurrentSupergraph {
  get(): SupergraphState;
  /** Calls `listener` after each change. Returns a function that ends it. */
  onChange(listener: (state: SupergraphState) => void): () => void;
}

/** A holder of the served supergraph, and the one way to replace it. */
export function createCurrentSupergraph(first: SupergraphState): CurrentSupergraph & {
  replace(next: SupergraphState): void;
} {
  let current = first;
  const listeners = new Set<(state: SupergraphState) => void>();
  return {
    get: () => current,
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    replace(next) {
      current = next;
      for (const listener of listeners) listener(next);
    },
  };
}
