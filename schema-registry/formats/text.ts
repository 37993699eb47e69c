import type { AffectedClient, Finding, Severity } from '../findings.ts';
import { countsOf, type Report } from '../report.ts';
import type { Format, FormatOptions } from './format.ts';
import { type Group, groupsOf, placeOf } from './group.ts';

const RED = 31;
const YELLOW = 33;
const GREEN = 32;
const COLOURS: Readonly<Record<Severity, number>> = {
  error: RED,
  breaking: RED,
  dangerous: YELLOW,
  warning: YELLOW,
  safe: GREEN,
};
const BOLD = 1;

const paint = (text: string, code: number, { colour }: FormatOptions): string =>
  colour ? `\u001b[${code}m${text}\u001b[0m` : text;

const INDENT = '      ';
const indented = (text: string): string => text.replaceAll('\n', `\n${INDENT}`);

/** `operation Book, clients/operations/Book.graphql:3`. */
function clientLine(affected: AffectedClient): string {
  const { operation, client } = affected;
  return ['operation', operation, client && `of ${client}`, placeOf(affected) && `at ${placeOf(affected)}`]
    .filter(Boolean)
    .join(' ');
}

function linesOf(finding: Finding, options: FormatOptions): string[] {
  const { rule, severity, message, fix, clients = [] } = finding;
  const head = [paint(severity, COLOURS[severity], options), rule, placeOf(finding)].filter(Boolean);
  return [
    `  ${head.join('  ')}`,
    `${INDENT}${indented(message)}`,
    ...clients.map((client) => `${INDENT}breaks ${clientLine(client)}`),
    ...(fix ? [`${INDENT}to fix: ${indented(fix)}`] : []),
  ];
}

const groupText = ({ title, findings }: Group, options: FormatOptions): string =>
  [paint(title, BOLD, options), ...findings.flatMap((finding) => linesOf(finding, options))].join('\n');

function summary({ ok, against, findings, composition }: Report, options: FormatOptions): string {
  const verdict = paint(ok ? 'passed' : 'failed', ok ? GREEN : RED, options);
  const counts = countsOf(findings).map(([severity, count]) => `${count} ${severity}`);
  const hints = composition?.hints.length ?? 0;
  const all = [...counts, ...(hints > 0 ? [`${hints} hints of the composition`] : [])];
  const compared = against ? `, compared with ${against}` : '';
  return `${verdict}: ${all.join(', ') || 'nothing to say'}${compared}`;
}

/** For people: grouped by coordinate, the gravest first, why and what to do; safe changes are only counted. */
export const text: Format = (report, options) => {
  const { findings, composition } = report;
  const shown = options.verbose
    ? [...findings, ...(composition?.hints ?? [])]
    : findings.filter(({ severity }) => severity !== 'safe');
  const parts = groupsOf(shown).map((group) => `${groupText(group, options)}\n`);
  const notes = report.notes.map((note) => `note: ${note}`);
  return `${[...parts, ...notes, summary(report, options)].join('\n')}\n`;
};
