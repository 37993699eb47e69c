import type { TestSubgraph } from '../federation.ts';

/** A small supergraph, and what must come of operations on it. */
export interface Suite {
  /** The situation, in one line. */
  readonly about: string;
  /** By name. Values that subgraphs share must agree, as federation asks of subgraphs. */
  readonly subgraphs: Readonly<Record<string, TestSubgraph>>;
  /**
   * The root value of one server for the whole API schema, where that is easily said: each case must come out of it
   * too, so that what a case expects is right by graphql-js.
   */
  readonly whole?: object;
  /** Puts the data back as they were, before each operation. Only where operations change them. */
  readonly reset?: () => void;
  readonly cases: readonly Case[];
}

/** One operation with its answer by the GraphQL and federation specifications, never by an implementation. */
export interface Case {
  readonly name: string;
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  /** With its fields in the order of the operation. Absent: the operation is refused before it is executed. */
  readonly data?: unknown;
  /** Default: none. Their order is not specified. 'some': at least one, how many is not specified either. */
  readonly errors?: readonly ExpectedError[] | 'some';
  /** How plain @apollo/gateway answers differently, and why. */
  readonly stock?: string;
  /** True where one server cannot have the fault that the case is about: `whole` is not asked. */
  readonly federatedOnly?: true;
}

export interface ExpectedError {
  /** Absent: not specified, as where the fault is in a field that the client did not ask for. */
  readonly path?: readonly (string | number)[];
  readonly code?: string;
}
