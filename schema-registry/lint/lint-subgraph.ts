import type { ParsedSubgraph } from '../compose/parse-subgraph.ts';
import type { Finding } from '../findings.ts';
import type { LintRule } from './rule.ts';
import { mutationWithoutAuthorisation } from './rules/mutation-without-authorisation.ts';

const RULES: readonly LintRule[] = [mutationWithoutAuthorisation];

/** What our own rules find in a subgraph. */
export const lintSubgraph = (subgraph: ParsedSubgraph): Finding[] => RULES.flatMap((rule) => rule(subgraph));
