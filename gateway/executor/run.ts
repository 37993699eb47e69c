import type { GatewayContext } from '../context.ts';
import type { Fetch } from '../data-source/data-source.ts';

export type Json = Record<string, unknown>;
export type Variables = Readonly<Record<string, unknown>>;

/** The execution of one operation: what it is given, and what has come so far. Nothing outlives the answer. */
export interface Run {
  readonly fetches: Readonly<Record<string, Fetch>>;
  readonly variables: Variables;
  readonly context: GatewayContext;
  /** All data, by response name. */
  readonly root: Json;
  readonly errors: FetchError[];
  /** Fields that did not come because errors of their subgraph left nothing of what is around them. */
  readonly nulled: Path[];
  /** The objects at each place of the plan (by its index), once they were looked for. */
  readonly targets: (readonly Json[] | undefined)[];
  /** Hears why a subgraph could not be asked. */
  readonly onFailure: (service: string, error: unknown) => void;
}

/** Steps into the answer; `@` stands for every element of a list. */
export type Path = readonly (string | number)[];

/** Something that a subgraph did not give. */
export interface FetchError {
  readonly message: string;
  /** Where the client sees it; undefined when the subgraph did not say and it may be anywhere. */
  readonly path: Path | undefined;
  readonly extensions: Readonly<Record<string, unknown>>;
}

/** Errors of one answer, a subgraph's or ours: who fails for every element of a long list has said enough. */
export const MAX_ERRORS = 1_000;

/** A part of a plan, made ready. Undefined: there was nothing to wait for. Never rejects. */
export type Step = (run: Run) => Promise<void> | undefined;

export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Reads a property that came as JSON: names of Object.prototype (`constructor`) are no data unless they were sent. */
export const readerOf = (name: string): ((source: Json) => unknown) =>
  name in Object.prototype
    ? (source) => (Object.hasOwn(source, name) ? source[name] : undefined)
    : (source) => source[name];
