import type { Load } from './measure.ts';

/** One way to decide; all of a group do the same work. */
export interface Contender {
  readonly group: Group;
  readonly name: string;
  /** Decisions per second. */
  run(load: Load): Promise<number>;
}

export type Group =
  | 'in process'
  | 'Redis, one key'
  | 'Redis, 1,000 keys'
  | 'PostgreSQL, one key'
  | 'PostgreSQL, 1,000 keys';

export const KEYS = 1_000;

/** The same key each time, or each of many in turn. */
export function keysOf(many: boolean): () => string {
  let n = 0;
  return () => (many ? `key-${n++ % KEYS}` : 'key');
}
