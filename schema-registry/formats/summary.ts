import { countsOf, type Report } from '../report.ts';

/** `1 breaking, 2 safe, 3 hints of the composition`. */
export function countsText({ findings, composition }: Report): string {
  const hints = composition?.hints.length ?? 0;
  const counts = countsOf(findings).map(([severity, count]) => `${count} ${severity}`);
  const all =
    hints > 0 ? [...counts, `${hints} ${hints === 1 ? 'hint' : 'hints'} of the composition`] : counts;
  return all.join(', ') || 'nothing found';
}

/** `failed: 1 breaking, 2 safe, compared with version 3 (published)`. */
export const summaryOf = (report: Report, verdict = report.ok ? 'passed' : 'failed'): string =>
  `${verdict}: ${countsText(report)}${report.against ? `, compared with ${report.against}` : ''}`;
