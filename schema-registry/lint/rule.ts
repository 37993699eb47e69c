import type { ParsedSubgraph } from '../compose/parse-subgraph.ts';
import type { Finding } from '../findings.ts';

/** Looks at one subgraph's own definitions. */
export type LintRule = (subgraph: ParsedSubgraph) => readonly Finding[];
