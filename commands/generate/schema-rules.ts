import type { DiffRule } from 'schema-registry/diff/rule';
import { RULES } from 'schema-registry/diff/rules';

export const SCHEMA_RULES = 'docs/schema-rules.md';

const BEGIN =
  '<!-- Made by `npm run generate` from schema-registry/diff/rules: edit that, not this table. -->';
const END = '<!-- End of what is made. -->';

const row = ({ id, severity, why, fix = '' }: DiffRule): string =>
  `| \`${id}\` | ${severity} | ${why} | ${fix} |`;

const table = (): string =>
  [
    '| rule | severity | what it does to clients | instead |',
    '| --- | --- | --- | --- |',
    ...RULES.map(row),
  ].join('\n');

/** The documentation of the rules, with the table of the diff as the rules give it; the rest is written by hand. */
export function schemaRules(current: string): string {
  const [before, rest = ''] = current.split(BEGIN);
  const after = rest.split(END)[1] ?? '\n';
  return `${before}${BEGIN}\n\n${table()}\n\n${END}${after}`;
}
