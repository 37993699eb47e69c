import { RULES as DIFF_RULES } from '../diff/rules.ts';
import { RULES as EVENT_RULES } from '../event-schemas/inclusion/rules.ts';
import { EVENT_SOURCE_RULES } from '../event-sources/rules.ts';
import { LINT_RULES } from '../lint/rules.ts';

/** What a rule says of itself, whatever it finds. */
export interface RuleText {
  readonly why: string;
  readonly fix?: string;
}

/** The registry's own rules by their ids; those of the composition are the composer's. */
export const KNOWN_RULES: ReadonlyMap<string, RuleText> = new Map<string, RuleText>([
  ...DIFF_RULES.map(({ id, why, fix }) => [id, { why, fix }] as const),
  ...LINT_RULES.map(({ name, why, fix }) => [`lint/${name}`, { why, fix }] as const),
  ...EVENT_SOURCE_RULES.map(({ id, why, fix }) => [id, { why, fix }] as const),
  ...EVENT_RULES.map(({ id, why }) => [id, { why }] as const),
]);
