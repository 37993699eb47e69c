import type { JsonType } from './json-type.ts';
import type { KeywordNode, SchemaNode } from './schema-node.ts';
import type { Shape } from './shapes.ts';

/** Why it is not proven that all the writer may write is accepted by the reader. */
export interface Problem {
  /** Stable: `event/required`. */
  readonly rule: string;
  /** What the writer may write, and what the reader makes of it. */
  readonly message: string;
  /** JSON pointers to the schemas at fault. */
  readonly writer: string;
  readonly reader: string;
}

/** Proves what a rule needs proven of the parts. */
export interface Proof {
  /** Of the same value: another schema of the reader. */
  readonly here: (shape: Shape, reader: SchemaNode) => readonly Problem[];
  /** Of a value inside: the writer's schemas for it, which stand below `shape`. */
  readonly inside: (shape: Shape, writer: readonly SchemaNode[], reader: SchemaNode) => readonly Problem[];
}

/** A keyword of the reader's schema, and a part of what the writer may write. */
export interface Question {
  readonly reader: KeywordNode;
  readonly shape: Shape;
  readonly proof: Proof;
}

/** Proves that all of the writer's part meets what the reader's schema says under the keywords. */
export interface InclusionRule {
  /** `event/` and the keyword it is about. */
  readonly id: string;
  readonly keywords: readonly string[];
  /** The type of values the keywords speak of; none: all. */
  readonly type?: JsonType;
  /** What is wrong in general, and what it leads to. */
  readonly why: string;
  readonly check: (question: Question) => readonly Problem[];
}

/** A problem at a keyword of the reader. */
export const problemAt = (
  rule: string,
  { reader, shape }: Question,
  keyword: string,
  message: string,
): Problem => ({ rule, message, writer: shape.pointer, reader: `${reader.pointer}/${keyword}` });

/** What a value is called in a message, cut when it is long. */
export function shown(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
