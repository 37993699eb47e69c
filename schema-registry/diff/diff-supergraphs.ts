import type { Finding } from '../findings.ts';
import { readApi } from './api-schema.ts';
import type { ApiVersion } from './api-version.ts';
import { type Comparison, compare } from './comparison.ts';
import { locate } from './locate.ts';
import type { DiffRule } from './rule.ts';
import { RULES } from './rules.ts';

function findingsOf(
  rule: DiffRule,
  comparison: Comparison,
  before: ApiVersion,
  after: ApiVersion,
): Finding[] {
  return rule.find(comparison).map((change) => ({
    rule: rule.id,
    severity: rule.severity,
    coordinate: change.coordinate,
    message: `${change.message}: ${rule.why}`,
    ...locate(change, after.places, before.places),
    ...(rule.fix && { fix: rule.fix }),
  }));
}

/**
 * Every change between two compositions that clients may notice, by the rules of `docs/schema-rules.md`; none when
 * they are the same. Places are those of `after`, as far as it has them. Throws a GraphQLError when an SDL is none.
 */
export function diffSupergraphs(before: ApiVersion, after: ApiVersion): Finding[] {
  const comparison = compare(readApi(before), readApi(after));
  return RULES.flatMap((rule) => findingsOf(rule, comparison, before, after));
}
