import type { ASTNode } from 'graphql';
import type { ParsedSubgraph } from '../compose/parse-subgraph.ts';

/** What a rule may weigh: it is not asked, it tells, or it fails a check. */
export const LINT_SEVERITIES = ['off', 'warning', 'error'] as const;

export type LintSeverity = (typeof LINT_SEVERITIES)[number];

export interface LintProblem {
  readonly coordinate: string;
  readonly message: string;
  /** Its line is named. */
  readonly node: ASTNode;
}

/** Looks at one subgraph's own definitions. */
export interface LintRule {
  /** In kebab case; of a rule that graphql-eslint has too, its name there. Findings carry `lint/<name>`. */
  readonly name: string;
  /** Where nothing is configured. */
  readonly severity: LintSeverity;
  /** What goes wrong without it. */
  readonly why: string;
  /** What to do about a problem. */
  readonly fix: string;
  readonly check: (subgraph: ParsedSubgraph) => readonly LintProblem[];
}
