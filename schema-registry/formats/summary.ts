import type { Severity } from '../findings.ts';
import { countsOf, type Report } from '../report.ts';

const NOUNS: ReadonlySet<Severity> = new Set(['error', 'warning']);

/** `2 errors`, `2 breaking`. */
const counted = ([severity, count]: readonly [Severity, number]): string =>
  `${count} ${severity}${count > 1 && NOUNS.has(severity) ? 's' : ''}`;

/** `1 breaking, 2 safe, 3 hints of the composition`. */
export function countsText({ findings, composition }: Report): string {
  const hints = composition?.hints.length ?? 0;
  const counts = countsOf(findings).map(counted);
  const all =
    hints > 0 ? [...counts, `${hints} ${hints === 1 ? 'hint' : 'hints'} of the composition`] : counts;
  return all.join(', ') || 'nothing found';
}

/** `failed: 1 breaking, 2 safe, compared with version 3 (published)`. */
export const summaryOf = (report: Report, verdict = report.ok ? 'passed' : 'failed'): string =>
  `${verdict}: ${countsText(report)}${report.against ? `, compared with ${report.against}` : ''}`;
