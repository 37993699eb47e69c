import type { AffectedClient, Finding, Severity } from '../findings.ts';
import type { Format, FormatOptions } from './format.ts';
import { type Group, groupsOf, placeOf } from './group.ts';
import { summaryOf } from './summary.ts';

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

/** `operation Book of web@3.1.0 at clients/operations/Book.graphql:3`. */
export function clientText(affected: AffectedClient): string {
  const { operation, client } = affected;
  const place = placeOf(affected);
  return `operation ${operation}${client ? ` of ${client}` : ''}${place ? ` at ${place}` : ''}`;
}

function linesOf(finding: Finding, options: FormatOptions): string[] {
  const { rule, severity, message, fix, clients = [] } = finding;
  const head = [paint(severity, COLOURS[severity], options), rule, placeOf(finding)].filter(Boolean);
  return [
    `  ${head.join('  ')}`,
    `${INDENT}${indented(message)}`,
    ...clients.map((client) => `${INDENT}breaks ${clientText(client)}`),
    ...(fix ? [`${INDENT}to fix: ${indented(fix)}`] : []),
  ];
}

const groupText = ({ title, findings }: Group, options: FormatOptions): string =>
  [paint(title, BOLD, options), ...findings.flatMap((finding) => linesOf(finding, options))].join('\n');

/** For people: grouped by coordinate, the gravest first, why and what to do; safe changes are only counted. */
export const text: Format = (report, options) => {
  const { ok, findings, composition, notes } = report;
  const shown = options.verbose
    ? [...findings, ...(composition?.hints ?? [])]
    : findings.filter(({ severity }) => severity !== 'safe');
  const verdict = paint(ok ? 'passed' : 'failed', ok ? GREEN : RED, options);
  return [
    ...groupsOf(shown).map((group) => `${groupText(group, options)}\n`),
    ...notes.map((note) => `note: ${note}`),
    `${summaryOf(report, verdict)}\n`,
  ].join('\n');
};
