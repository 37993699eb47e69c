import type { Finding, Severity } from '../findings.ts';
import { SEVERITIES } from '../report.ts';

/** What was found at one coordinate, or, where there is none, in one file. */
export interface Group {
  readonly title: string;
  readonly findings: readonly Finding[];
}

const rank = (severity: Severity): number => SEVERITIES.indexOf(severity);

const gravest = ({ findings }: Group): number => Math.min(...findings.map(({ severity }) => rank(severity)));

/** By coordinate; the gravest groups first, and the gravest findings first within each. */
export function groupsOf(findings: readonly Finding[]): Group[] {
  const byTitle = Map.groupBy(findings, ({ coordinate, file, rule }) => coordinate ?? file ?? rule);
  const groups = [...byTitle].map(([title, members]) => ({
    title,
    findings: members.sort((a, b) => rank(a.severity) - rank(b.severity)),
  }));
  return groups.sort((a, b) => gravest(a) - gravest(b));
}

/** `books.graphql:7`. */
export const placeOf = ({ file, line }: { readonly file?: string; readonly line?: number }): string =>
  file ? `${file}${line ? `:${line}` : ''}` : '';
