import type { Figures } from './field.ts';
import type { Comparison } from './parts/compare.ts';
import type { Target } from './targets.ts';

/** A table in Markdown. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

export const whole = (value: number): string => Math.round(value).toLocaleString('en');
export const ms = (value: number): string => value.toFixed(value < 10 ? 2 : 0);
export const percent = (share: number, digits = 0): string => `${(share * 100).toFixed(digits)} %`;
export const megabytes = (bytes: number): string => whole(bytes / 2 ** 20);

/** Figures of one run, under FIGURES. */
export const figureCells = ({ perSecond, p50, p99, failures, gatewayCpu, otherCpu }: Figures): string[] => [
  whole(perSecond),
  ...[ms(p50), ms(p99), whole(failures)],
  ...[percent(gatewayCpu), percent(otherCpu), whole(perSecond / gatewayCpu)],
];

/**
 * Of the rest: subgraphs and load; near 100 % it is they that are measured. Requests per CPU second of the gateway:
 * what it would do if nothing else kept it from its CPU.
 */
export const FIGURES = [
  'requests/s',
  ...['p50 ms', 'p99 ms', 'failures'],
  ...['CPU of the gateway', 'of the rest', 'requests per CPU second'],
];

/** A row for each contender: its figures, and its requests/s as a multiple of those of each reference. */
export function comparisonTable({ workload, rows }: Comparison, references: readonly string[]): string {
  const others = rows.filter(({ label }) => references.includes(label));
  const head = [workload.title, ...FIGURES, ...others.map(({ label }) => `× ${label}`)];
  const ratio = (own: Figures, other: Figures) => (own.perSecond / other.perSecond).toFixed(2);
  const cells = rows.map(({ label, figures }) => [
    label,
    ...figureCells(figures),
    ...others.map((other) => ratio(figures, other.figures)),
  ]);
  return table(head, cells);
}

/** What was to be reached. */
export const targetsTable = (targets: readonly Target[]): string =>
  table(
    ['to reach', 'wanted', 'measured', ''],
    targets.map(({ what, wanted, measured, isReached }) => [
      ...[what, wanted, measured.toFixed(2)],
      isReached ? 'reached' : 'not reached',
    ]),
  );
