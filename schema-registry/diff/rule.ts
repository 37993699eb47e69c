import type { Severity } from '../findings.ts';
import type { Comparison } from './comparison.ts';
import type { DefinitionNode } from './definitions.ts';

/** One difference that a rule judges. */
export interface Change {
  /** The element that changed, as the specification writes schema coordinates: `Query.book(id:)`. */
  readonly coordinate: string;
  /** What changed, for people: `the field was removed`. */
  readonly message: string;
  /** The element is no longer in the API: what counts is where it was taken from. */
  readonly removed?: boolean;
  /** Tells the definition that makes it so, where several subgraphs define the element. */
  readonly cause?: (definition: DefinitionNode) => boolean;
}

/** Finds one kind of change between two APIs, and says what it means for those who use them. */
export interface DiffRule {
  /** Stable: `diff/field-removed`. */
  readonly id: string;
  readonly severity: Exclude<Severity, 'error' | 'warning'>;
  /** What it does to clients. */
  readonly why: string;
  /** What to do instead, or before it. */
  readonly fix?: string;
  readonly find: (comparison: Comparison) => readonly Change[];
}
