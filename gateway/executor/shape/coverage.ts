import type { Path } from '../run.ts';

/** Why there is a null: an error, or what else is known of a place. */
export interface Explanation {
  readonly path: Path | undefined;
}

interface Node {
  readonly next: Map<string | number, Node>;
  isEnd: boolean;
}

const node = (): Node => ({ next: new Map(), isEnd: false });

/**
 * Tells whether a null is explained by something that is known: at its path, below it, or of something around it. What
 * has no path may explain anything.
 */
export function createCoverage(known: readonly Explanation[]): (path: Path) => boolean {
  const root = node();
  for (const { path = [] } of known) {
    let at = root;
    for (const step of path) {
      const next = at.next.get(step) ?? node();
      at.next.set(step, next);
      at = next;
    }
    at.isEnd = true;
  }
  return (path) => {
    let reached = [root];
    for (const step of path) {
      if (reached.some(({ isEnd }) => isEnd)) return true;
      reached = reached.flatMap(({ next }) => [
        ...present(next.get(step)),
        ...(typeof step === 'number' ? present(next.get('@')) : []),
      ]);
    }
    return reached.length > 0;
  };
}

const present = (next: Node | undefined): readonly Node[] => (next ? [next] : []);
