import type { ParsedSubgraph } from '../compose/parse-subgraph.ts';
import type { Finding } from '../findings.ts';
import type { LintRule, LintSeverity } from './rule.ts';
import { LINT_RULES } from './rules.ts';
import { withoutSuppressed } from './suppressions.ts';

/** What each rule weighs, by its name; what is not named weighs what it does by itself. */
export type LintSeverities = Readonly<Record<string, LintSeverity | undefined>>;

function findingsOf(rule: LintRule, severity: LintSeverity, subgraph: ParsedSubgraph): Finding[] {
  if (severity === 'off') return [];
  return rule.check(subgraph).map(({ coordinate, message, node }) => ({
    rule: `lint/${rule.name}`,
    severity,
    coordinate,
    message,
    file: node.loc?.source.name,
    line: node.loc?.startToken.line,
    fix: rule.fix,
  }));
}

/** What the rules find in a subgraph, but for what `# lint-disable-next-line rule -- reason` sets aside. */
export const lintSubgraph = (subgraph: ParsedSubgraph, severities: LintSeverities): Finding[] =>
  withoutSuppressed(
    LINT_RULES.flatMap((rule) => findingsOf(rule, severities[rule.name] ?? rule.severity, subgraph)),
    subgraph.document,
  );
