import type { Finding } from '../findings.ts';
import type { Format } from './format.ts';
import { type Group, groupsOf, placeOf } from './group.ts';
import { summaryOf } from './summary.ts';
import { clientText } from './text.ts';

/** Markdown's own signs, and those of HTML, which it lets through; mentions of people too. */
const escaped = (text: string): string =>
  text.replace(/[\\`*_[\]<>|~&#]/g, '\\$&').replaceAll('@', '@\u200b');

/** Code has no escapes: a longer fence than any run of backticks within. */
function code(text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return longest > 0 ? `${fence} ${text} ${fence}` : `${fence}${text}${fence}`;
}

const paragraph = (text: string): string => escaped(text).replaceAll('\n', '  \n  ');

function itemOf(finding: Finding): string {
  const { rule, severity, message, fix, clients = [] } = finding;
  const place = placeOf(finding);
  return [
    `- **${severity}** ${paragraph(message)} (${code(rule)}${place ? `, ${code(place)}` : ''})`,
    ...clients.map((client) => `  - breaks ${escaped(clientText(client))}`),
    ...(fix ? [`  - to fix: ${paragraph(fix)}`] : []),
  ].join('\n');
}

const sectionOf = ({ title, findings }: Group): string =>
  `#### ${code(title)}\n\n${findings.map(itemOf).join('\n')}`;

const folded = (title: string, body: string): string =>
  `<details>\n<summary>${title}</summary>\n\n${body}\n\n</details>`;

function foldedGroups(title: string, findings: readonly Finding[]): string[] {
  if (findings.length === 0) return [];
  return [folded(`${findings.length} ${title}`, groupsOf(findings).map(sectionOf).join('\n\n'))];
}

/** For a comment on a pull request: what needs attention, and the rest folded away. */
export const markdown: Format = (report) => {
  const { ok, findings, composition, notes } = report;
  const attention = findings.filter(({ severity }) => severity !== 'safe');
  const safe = findings.filter(({ severity }) => severity === 'safe');
  return `${[
    `### ${ok ? '✅' : '❌'} Schema ${summaryOf(report)}`,
    ...groupsOf(attention).map(sectionOf),
    ...foldedGroups('safe changes', safe),
    ...foldedGroups('hints of the composition', composition?.hints ?? []),
    ...notes.map((note) => `> ${escaped(note)}`),
  ].join('\n\n')}\n`;
};
