import type { Finding, Severity } from '../findings.ts';
import type { Format } from './format.ts';
import { summaryOf } from './summary.ts';
import { clientText } from './text.ts';

/** Workflow commands of GitHub Actions; what is safe is nobody's annotation. */
const COMMANDS: Readonly<Record<Severity, string | undefined>> = {
  error: 'error',
  breaking: 'error',
  dangerous: 'warning',
  warning: 'warning',
  safe: undefined,
};

/** As actions/toolkit has it: a message is one line, and `%` begins an escape. */
const escapedData = (text: string): string =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

/** In properties the signs between them are escaped too. */
const escapedProperty = (text: string): string =>
  escapedData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');

/** Files of the repository only: a file that was given from elsewhere has no line to annotate. */
const isInRepository = (file: string): boolean => !/^(\/|\.\.|[a-z]+:|[A-Z]:)/.test(file);

function annotationOf(finding: Finding, prefix: string): string[] {
  const { rule, severity, coordinate, message, file, line, fix, clients = [] } = finding;
  const command = COMMANDS[severity];
  if (!command) return [];
  const place: Record<string, string | undefined> =
    file && isInRepository(file) ? { file: `${prefix}${file}`, line: line?.toString() } : {};
  const title = coordinate ? `${rule} ${coordinate}` : rule;
  const properties = Object.entries({ ...place, title })
    .filter(([, value]) => value !== undefined)
    .map(([name, value = '']) => `${name}=${escapedProperty(value)}`);
  const lines = [
    message,
    ...clients.map((client) => `breaks ${clientText(client)}`),
    fix && `to fix: ${fix}`,
  ];
  return [`::${command} ${properties.join(',')}::${escapedData(lines.filter(Boolean).join('\n'))}`];
}

/** Annotations for GitHub Actions, paths from the working folder; then a line for the log. */
export const github: Format = (report, { prefix }) => {
  const notes = report.notes.map((note) => `::notice::${escapedData(note)}`);
  const annotations = report.findings.flatMap((finding) => annotationOf(finding, prefix));
  return `${[...annotations, ...notes, summaryOf(report)].join('\n')}\n`;
};
