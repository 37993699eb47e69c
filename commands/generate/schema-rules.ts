import { RULES as DIFF_RULES } from 'schema-registry/diff/rules';
import { RULES as EVENT_RULES } from 'schema-registry/event-schemas/inclusion/rules';
import { EVENT_SOURCE_RULES } from 'schema-registry/event-sources/rules';
import { LINT_RULES } from 'schema-registry/lint/rules';

export const SCHEMA_RULES = 'docs/schema-rules.md';

/** A table that the rules of a folder give. */
interface RuleTable {
  readonly source: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

const code = (text: string): string => `\`${text}\``;

const TABLES: readonly RuleTable[] = [
  {
    source: 'schema-registry/diff/rules',
    columns: ['rule', 'severity', 'what it does to clients', 'instead'],
    rows: DIFF_RULES.map(({ id, severity, why, fix = '' }) => [code(id), severity, why, fix]),
  },
  {
    source: 'schema-registry/lint/rules',
    columns: ['rule', 'severity', 'why', 'what to do'],
    rows: LINT_RULES.map(({ name, severity, why, fix }) => [code(`lint/${name}`), severity, why, fix]),
  },
  {
    source: 'schema-registry/event-schemas/inclusion/rules',
    columns: ['rule', 'of', 'why'],
    rows: EVENT_RULES.map(({ id, keywords, why }) => [code(id), keywords.map(code).join(', '), why]),
  },
  {
    source: 'schema-registry/event-sources/rules',
    columns: ['rule', 'severity', 'what comes of it', 'what to do'],
    rows: EVENT_SOURCE_RULES.map(({ id, severity, why, fix }) => [code(id), severity, why, fix]),
  },
];

const END = '<!-- End of what is made. -->';

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

function withTable(text: string, { source, columns, rows }: RuleTable): string {
  const begin = `<!-- Made by \`npm run generate\` from ${source}: edit that, not this table. -->`;
  const [before, rest = ''] = text.split(begin);
  const after = rest.slice(rest.indexOf(END));
  const table = [columns, columns.map(() => '---'), ...rows].map(row).join('\n');
  return `${before}${begin}\n\n${table}\n\n${after}`;
}

/** The documentation of the rules, with the tables as the rules give them; the rest is written by hand. */
export const schemaRules = (current: string): string => TABLES.reduce(withTable, current);
